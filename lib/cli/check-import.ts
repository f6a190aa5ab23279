/** What stands in the way of the users of a file, before anybody is invited. */

import type { Line } from '#cli/import-file.ts';
import type { Row } from '#cli/output.ts';
import { bodyOf, cursorIn, pathIn, rowsIn, type Session } from '#cli/session.ts';

export interface Finding {
  readonly line: number;
  readonly finding: string;
}

/** What makes a user one and the same: the fields for user name and address, as the profile calls them. */
type Identity = readonly string[];

/** Fields of an invitation in every profile. */
const COMMON = ['active', 'role', 'appFields'];

/**
 * Duplicates in the file and in the workspace, and names, roles and addresses that the profile does not
 * have. What else may be wrong with a value, the import finds.
 */
export async function checkImport(
  session: Session,
  workspace: string,
  lines: readonly Line[],
): Promise<readonly Finding[]> {
  const profile = await profileOf(session, workspace);
  const identity = identityOf(profile);
  const holders = await holdersIn(session, workspace, identity);
  return [
    ...lines.flatMap((line) => breaches(line, profile)),
    ...duplicates(lines, identity),
    ...conflicts(lines, identity, holders),
  ];
}

async function profileOf({ api }: Session, workspace: string): Promise<Row> {
  const { profile: id } = bodyOf(await api.call('GET', pathIn(workspace)));
  const profiles = rowsIn((await api.call('GET', '/profiles')).body, 'profiles');
  return profiles.find((candidate) => candidate.id === id) ?? {};
}

function identityOf(profile: Row): Identity {
  return rowsIn(profile, 'fields')
    .filter(({ path }) => path === 'emails' || path === 'userName')
    .map(({ name }) => String(name));
}

/** Nothing of a value is repeated. */
function breaches({ number, user }: Line, profile: Row): Finding[] {
  const findings = [
    ...unknownNames(Object.keys(user), [...COMMON, ...namesIn(profile, 'fields')]),
    ...unknownNames(Object.keys(rowIn(user, 'appFields')), namesIn(profile, 'appFields')),
    ...wrongRole(user.role, profile),
    ...wrongAddress(user, profile),
  ];
  return findings.map((finding) => ({ line: number, finding }));
}

function unknownNames(names: readonly string[], known: readonly string[]): string[] {
  const isUnknown = names.some((name) => !known.includes(name));
  const list = known.length === 0 ? 'none' : known.join(', ');
  return isUnknown ? [`has a field that the profile does not have; it has ${list}`] : [];
}

function wrongRole(role: unknown, profile: Row): string[] {
  if (role === undefined) return [];
  const values = rowIn(profile, 'roles').values as readonly string[] | undefined;
  if (values === undefined) return ['has a role, and the profile has none'];
  const isKnown =
    typeof role === 'string' && values.some((value) => value.toLowerCase() === role.toLowerCase());
  return isKnown ? [] : [`has a role that is none of ${values.join(', ')}`];
}

/** As the service has it: an address has something before its @ and after it, and no blank. */
function wrongAddress(user: Row, profile: Row): string[] {
  const field = rowsIn(profile, 'fields').find(({ path }) => path === 'emails');
  const address = user[String(field?.name)];
  const isWrong =
    typeof address === 'string' && address !== '' && !/^[^\s@]+@[^\s@]+$/.test(address);
  return isWrong ? [`/${field?.name} must be an e-mail address, such as ada@example.com`] : [];
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

function conflicts(
  lines: readonly Line[],
  identity: Identity,
  holders: ReadonlyMap<string, Row>,
): Finding[] {
  return lines.flatMap(({ number, user }) => {
    const [held] = valuesOf(user, identity).filter((value) => holders.has(value));
    if (held === undefined) return [];
    const { id, provisionedBy } = holders.get(held) ?? {};
    const finding = `user ${id} (${provisionedBy}) has this address or userName already`;
    return [{ line: number, finding }];
  });
}

/** By the list of everybody: userNames are claimed too, and no call looks one up. */
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

function valuesOf(user: Row, identity: Identity): readonly string[] {
  const values = identity.map((name) => user[name]);
  const texts = values.filter((value) => typeof value === 'string' && value.trim() !== '');
  return [...new Set(texts.map((text) => fold(String(text))))];
}

function namesIn(profile: Row, field: string): readonly string[] {
  return rowsIn(profile, field).map(({ name }) => String(name));
}

function rowIn(row: Row, field: string): Row {
  const value = row[field];
  return typeof value === 'object' && value !== null ? (value as Row) : {};
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}
