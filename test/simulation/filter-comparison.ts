/** What operators mean to the naive evaluator: Table 3 of RFC 7644, and DESIGN.md's decisions. */

import { type Fact, KINDS, type Kind } from './filter-facts.ts';

type Comparable = string | number | boolean;

/** A test of all the values at a path. */
export interface Test {
  readonly path: string;
  readonly operator: string;
  /** In the form in which values of the path are compared; null asks for absence. */
  readonly operand?: Comparable | null;
}

const ANY = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'co', 'sw', 'ew'];
const ALLOWED: Readonly<Record<Kind, readonly string[]>> = {
  text: ANY,
  exact: ANY,
  boolean: ANY.slice(0, 2),
  binary: ANY.slice(0, 2),
  instant: ANY.slice(0, 6),
  number: ANY.slice(0, 6),
  complex: [],
};

/** @returns undefined for what must be 400. */
export function readValue(path: string, operator: string, token = ''): Test | undefined {
  if (!ANY.includes(operator)) return undefined;
  const said = readToken(token);
  if (said === null) {
    const isAbsence = operator === 'eq' || operator === 'ne';
    return isAbsence ? { path, operator, operand: null } : undefined;
  }
  const compared = KINDS.get(path) === 'complex' ? `${path}.value` : path;
  const kind = KINDS.get(compared);
  if (said === undefined || kind === undefined || !ALLOWED[kind].includes(operator)) {
    return undefined;
  }
  const operand = typeof said === 'boolean' ? flag(kind, said) : comparable(kind, said);
  return operand === undefined ? undefined : { path: compared, operator, operand };
}

export function holds({ path, operator, operand }: Test, facts: readonly Fact[]): boolean {
  if (operator === 'pr' || operand === null || operand === undefined) {
    const present = facts.some((fact) => !fact.assumed && isAt(fact.path, path));
    return operator === 'eq' ? !present : present;
  }
  const kind = KINDS.get(path) ?? 'text';
  const values = facts
    .filter((fact) => fact.path === path)
    .map((fact) =>
      typeof fact.value === 'boolean' ? fact.value : comparable(kind, String(fact.value)),
    );
  const matches = values.map((value) => value !== undefined && compare(operator, value, operand));
  return operator === 'ne'
    ? matches.length === 0 || matches.includes(true)
    : matches.includes(true);
}

function isAt(path: string, wanted: string): boolean {
  return [wanted, `${wanted}.`, `${wanted}:`].some((start) =>
    start === wanted ? path === wanted : path.startsWith(start),
  );
}

function compare(operator: string, value: Comparable, operand: Comparable): boolean {
  const [text, part] = [String(value), String(operand)];
  const order = Number(value > operand) - Number(value < operand);
  const truths: Readonly<Record<string, boolean>> = {
    eq: order === 0,
    ne: order !== 0,
    gt: order > 0,
    ge: order >= 0,
    lt: order < 0,
    le: order <= 0,
    co: text.split(part).length > 1 || part === '',
    sw: text.slice(0, part.length) === part,
    ew: part === '' || text.slice(-part.length) === part,
  };
  return truths[operator] ?? false;
}

/** @returns undefined for what is no value. */
function readToken(token: string): string | boolean | null | undefined {
  if (token.startsWith('"')) return unquote(token);
  const literals: Readonly<Record<string, boolean | null>> = {
    true: true,
    false: false,
    null: null,
  };
  const lower = token.toLowerCase();
  if (Object.hasOwn(literals, lower)) return literals[lower];
  return /^[\p{L}\p{N}@._+:-]+$/u.test(token) ? token : undefined;
}

function unquote(token: string): string | undefined {
  try {
    return JSON.parse(token);
  } catch {
    return undefined;
  }
}

function flag(kind: Kind, said: boolean): boolean | undefined {
  return kind === 'boolean' ? said : undefined;
}

function comparable(kind: Kind, text: string): Comparable | undefined {
  switch (kind) {
    case 'text':
      return text.normalize('NFKC').toLowerCase().normalize('NFKC');
    case 'boolean':
      return { true: true, false: false }[text.toLowerCase()];
    case 'instant':
      return millisecond(text);
    case 'number':
      return /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined;
    default:
      return text;
  }
}

function millisecond(text: string): number | undefined {
  const parts =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,9})?(Z|([+-])(\d\d):(\d\d))?$/.exec(text);
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map(Number);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isOnCalendar = date.toISOString().slice(0, 19) === text.slice(0, 19);
  if (!isOnCalendar) return undefined;
  const offset = (Number(parts[10] ?? 0) * 60 + Number(parts[11] ?? 0)) * 60_000;
  const fraction = Math.trunc(Number(parts[7] ?? 0) * 1000);
  return date.getTime() + fraction - (parts[9] === '-' ? -offset : offset);
}
