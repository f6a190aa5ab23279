/** Invites the users of a file, or says beforehand who would stand in the way. */

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { problemText } from '#cli/admin-client.ts';
import { CliFailure, EXIT } from '#cli/failure.ts';
import type { Row } from '#cli/output.ts';
import { bodyOf, cursorIn, pathIn, rowsIn, type Session } from '#cli/session.ts';

export interface ImportOrder {
  readonly workspace: string;
  /** JSON lines: an object for each user, under the names of the profile. */
  readonly file: string;
  readonly mode: 'import' | 'check';
}

interface Line {
  readonly number: number;
  readonly user: Row;
}

interface Finding {
  readonly line: number;
  readonly finding: string;
}

/** What makes a user one and the same: the fields for user name and address, as the profile calls them. */
type Identity = readonly string[];

const ALREADY_THERE = 409;

/**
 * Reads the whole file first: a line that is wrong stops everything before anything is done. Users that
 * are there already are passed over, so after an interruption it is simply run again.
 *
 * @throws {CliFailure} with `EXIT.found` where somebody is refused, or a check has found something.
 */
export async function importUsers(session: Session, order: ImportOrder): Promise<void> {
  const lines = await readLines(order.file);
  const identity = await identityOf(session, order.workspace);
  const findings =
    order.mode === 'check'
      ? [...duplicates(lines, identity), ...(await conflicts(session, order, lines, identity))]
      : await inviteAll(session, order, lines);
  session.output.progressEnd();
  findings.sort((a, b) => a.line - b.line);
  if (findings.length === 0)
    return session.output.done(`${lines.length} users: nothing in the way.`);
  session.output.list(
    { findings },
    findings.map((finding) => ({ ...finding })),
    {
      LINE: ({ line }) => line,
      FINDING: ({ finding }) => finding,
    },
  );
  throw new CliFailure(`${findings.length} of ${lines.length} users need a look`, EXIT.found);
}

async function readLines(file: string): Promise<readonly Line[]> {
  const lines: Line[] = [];
  let number = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file) })) {
      number += 1;
      if (text.trim() !== '') lines.push({ number, user: parseLine(text, number) });
    }
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    throw new CliFailure(`the file cannot be read: ${(error as Error).message}`, EXIT.usage);
  }
  return lines;
}

function parseLine(text: string, number: number): Row {
  try {
    const user: unknown = JSON.parse(text);
    if (typeof user === 'object' && user !== null && !Array.isArray(user)) return user as Row;
  } catch {
    // Answered below.
  }
  throw new CliFailure(`line ${number} is no JSON object`, EXIT.usage);
}

async function identityOf({ api }: Session, workspace: string): Promise<Identity> {
  const { profile: id } = bodyOf(await api.call('GET', pathIn(workspace)));
  const profiles = rowsIn((await api.call('GET', '/profiles')).body, 'profiles');
  const profile = profiles.find((candidate) => candidate.id === id);
  return rowsIn(profile, 'fields')
    .filter(({ path }) => path === 'emails' || path === 'userName')
    .map(({ name }) => String(name));
}

/** Two lines for one person: by user name or address, in any case. */
function duplicates(lines: readonly Line[], identity: Identity): Finding[] {
  const seen = new Map<string, number>();
  return lines.flatMap(({ number, user }) => {
    const values = valuesOf(user, identity);
    if (values.length === 0) return [{ line: number, finding: 'has no address and no user name' }];
    const first = values.map((value) => seen.get(value)).find((line) => line !== undefined);
    for (const value of values) if (!seen.has(value)) seen.set(value, number);
    return first === undefined ? [] : [{ line: number, finding: `is the person of line ${first}` }];
  });
}

/** By the list of everybody: userNames are claimed too, and no call looks one up. */
async function conflicts(
  session: Session,
  { workspace }: ImportOrder,
  lines: readonly Line[],
  identity: Identity,
): Promise<Finding[]> {
  const holders = await holdersIn(session, workspace, identity);
  return lines.flatMap(({ number, user }) => {
    const [held] = valuesOf(user, identity).filter((value) => holders.has(value));
    if (held === undefined) return [];
    const { id, provisionedBy } = holders.get(held) ?? {};
    const finding = `user ${id} (${provisionedBy}) has this address or userName already`;
    return [{ line: number, finding }];
  });
}

async function holdersIn({ api, output }: Session, workspace: string, identity: Identity) {
  const holders = new Map<string, Row>();
  let [seen, cursor]: [number, string | undefined] = [0, undefined];
  do {
    const query: Record<string, string | undefined> = { limit: '200', cursor };
    const { body } = await api.call('GET', pathIn(workspace, 'users'), { query });
    const users = rowsIn(body, 'users').filter(({ deletedAt }) => deletedAt === undefined);
    for (const user of users)
      for (const value of valuesOf(user, identity)) holders.set(value, user);
    seen += users.length;
    cursor = cursorIn(body);
    output.progress(`${seen} users of the workspace …`);
  } while (cursor !== undefined);
  return holders;
}

async function inviteAll(
  { api, output }: Session,
  { workspace }: ImportOrder,
  lines: readonly Line[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  let [invited, passedOver] = [0, 0];
  for (const { number, user } of lines) {
    const answer = await api.attempt('POST', pathIn(workspace, 'users'), { body: user });
    if (answer.status === 201) invited += 1;
    else if (answer.status === ALREADY_THERE) passedOver += 1;
    else if (answer.status === 400)
      findings.push({ line: number, finding: inOneLine(problemText(answer)) });
    else throw new CliFailure(`line ${number}: ${problemText(answer)}; run it again to go on`);
    output.progress(`${invited + passedOver + findings.length} of ${lines.length} …`);
  }
  output.progressEnd();
  output.hint(`${invited} invited, ${passedOver} were there already.`);
  return findings;
}

function inOneLine(text: string): string {
  return text.replace(/\n\s*/g, '; ');
}

function valuesOf(user: Row, identity: Identity): readonly string[] {
  const values = identity.map((name) => user[name]);
  const texts = values.filter((value) => typeof value === 'string' && value.trim() !== '');
  return [...new Set(texts.map((text) => String(text).trim().toLowerCase()))];
}
