/** Invites the users of a file, or says beforehand who would stand in the way. */

import { problemText } from '#cli/admin-client.ts';
import { checkImport, type Finding } from '#cli/check-import.ts';
import { CliFailure, EXIT } from '#cli/failure.ts';
import { type Line, readLines } from '#cli/import-file.ts';
import { pathIn, type Session } from '#cli/session.ts';

export interface ImportOrder {
  readonly workspace: string;
  /** JSON lines: an object for each user, under the names of the profile. */
  readonly file: string;
  readonly mode: 'import' | 'check';
}

interface Imported {
  readonly invited: number;
  /** Who was there already. */
  readonly present: number;
  readonly findings: readonly Finding[];
  /** The line after which Ctrl-C has ended it; undefined where it came to the end. */
  readonly stoppedAfterLine?: number;
}

const ALREADY_THERE = 409;

/**
 * Reads the whole file first: a line that is wrong stops everything before anything is done. Users that
 * are there already are passed over, so after an interruption it is simply run again.
 *
 * @throws {CliFailure} with `EXIT.found` where somebody is refused, or a check has found something, and
 * with `EXIT.interrupted` at Ctrl-C.
 */
export async function importUsers(session: Session, order: ImportOrder): Promise<void> {
  const lines = await readLines(order.file);
  if (order.mode === 'check') return check(session, order, lines);
  const imported = await inviteAll(session, order, lines);
  const { invited, present, findings, stoppedAfterLine } = imported;
  session.output.progressEnd();
  session.output.hint(`${invited} invited, ${present} already there.`);
  show(session, imported, findings);
  if (stoppedAfterLine !== undefined) {
    const sentence = `stopped after line ${stoppedAfterLine}: run it again to go on`;
    throw new CliFailure(sentence, EXIT.interrupted);
  }
  failOn(findings, lines);
}

async function check(
  session: Session,
  { workspace }: ImportOrder,
  lines: readonly Line[],
): Promise<void> {
  const found = await checkImport(session, workspace, lines);
  const findings = [...found].sort((a, b) => a.line - b.line);
  session.output.progressEnd();
  show(session, { checked: lines.length, findings }, findings);
  failOn(findings, lines);
  session.output.done(
    `${lines.length} checked: nobody is there twice, and fields, roles and addresses are those of the ` +
      'profile. The values themselves are checked by the import, line by line.',
  );
}

/** JSON always, a table where there is something in it. */
function show({ output }: Session, body: object, findings: readonly Finding[]): void {
  if (findings.length === 0 && !output.isJson) return;
  const rows = findings.map((finding) => ({ ...finding }));
  output.list(body, rows, { LINE: ({ line }) => line, FINDING: ({ finding }) => finding });
}

function failOn(findings: readonly Finding[], lines: readonly Line[]): void {
  if (findings.length === 0) return;
  const count = new Set(findings.map(({ line }) => line)).size;
  throw new CliFailure(`${count} of ${lines.length} users need a look`, EXIT.found);
}

async function inviteAll(
  { api, output, onInterrupt }: Session,
  { workspace }: ImportOrder,
  lines: readonly Line[],
): Promise<Imported> {
  const findings: Finding[] = [];
  let [invited, present, isInterrupted] = [0, 0, false];
  const forget = onInterrupt(() => {
    isInterrupted = true;
  });
  for (const [index, { number, user }] of lines.entries()) {
    const answer = await api.attempt('POST', pathIn(workspace, 'users'), { body: user });
    if (answer.status === 201) invited += 1;
    else if (answer.status === ALREADY_THERE) present += 1;
    else if (answer.status === 400)
      findings.push({ line: number, finding: inOneLine(problemText(answer)) });
    else throw new CliFailure(`line ${number}: ${problemText(answer)}; run it again to go on`);
    output.progress(`${index + 1} of ${lines.length} …`);
    const isLast = index === lines.length - 1;
    if (isInterrupted && !isLast) return { invited, present, findings, stoppedAfterLine: number };
  }
  forget();
  return { invited, present, findings };
}

function inOneLine(text: string): string {
  return text.replace(/\n\s*/g, '; ');
}
