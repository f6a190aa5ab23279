/**
 * A naive evaluator of filters, by sets: one regular expression splits the text, two stacks put the
 * sets of users together (Dijkstra's shunting yard). It knows nothing of lib/scim/filter.
 */

import { holds, readValue, type Test } from './filter-comparison.ts';
import { CORE, EXTENSIONS, type Fact, KINDS, PLURAL } from './filter-facts.ts';

/** Thrown for what must be 400. */
export class Refused extends Error {}

/** What terms are about: whole users, or single values of an attribute. */
interface Universe {
  readonly things: readonly (readonly Fact[])[];
  readonly resolve: (name: string) => string;
}

/** Numbers of the things that a filter is true of. */
type Selected = ReadonlySet<number>;

const TOKEN = /[ \t]*(?:(?<mark>[()[\]])|(?<text>"(?:[^"\\]|\\.)*")|(?<word>[^ \t()[\]"]+))/y;

/** The only words that a string may follow without a blank, as in the RFC's own `eq"…"`. */
const COMPARISON = /^(?:eq|ne|co|sw|ew|gt|ge|lt|le)$/i;

/** @throws {Refused} */
export function select(filter: string, users: readonly (readonly Fact[])[]): Selected {
  return combine(split(filter), { things: users, resolve: resolvePath });
}

function split(filter: string): string[] {
  const tokens: string[] = [];
  const text = filter.replace(/[ \t]+$/, '');
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) throw new Refused('no token');
    const { word } = match.groups ?? {};
    const isQuoted = word !== undefined && text.charAt(TOKEN.lastIndex) === '"';
    if (isQuoted && !COMPARISON.test(word)) throw new Refused('a quote in a word');
    tokens.push(match[0].replace(/^[ \t]+/, ''));
  }
  return tokens;
}

const RANK: Readonly<Record<string, number>> = { or: 1, and: 2, not: 3 };

/** What waits to be put together. */
interface Yard {
  readonly sets: Selected[];
  readonly operators: string[];
}

function combine(tokens: readonly string[], universe: Universe): Selected {
  const yard: Yard = { sets: [], operators: [] };
  let at = 0;
  let wantsTerm = true;
  while (at < tokens.length) {
    if (wantsTerm && opens(tokens, at)) {
      yard.operators.push((tokens[at] ?? '').toLowerCase());
      at += 1;
    } else if (wantsTerm) {
      const [set, length] = term(tokens.slice(at), universe);
      yard.sets.push(set);
      at += length;
      wantsTerm = false;
    } else {
      wantsTerm = shunt(yard, (tokens[at] ?? '').toLowerCase(), universe);
      at += 1;
    }
  }
  if (wantsTerm) throw new Refused('a term is missing');
  while (yard.operators.length > 0) reduce(yard, universe);
  return yard.sets[0] ?? new Set();
}

function opens(tokens: readonly string[], at: number): boolean {
  return tokens[at] === '(' || (tokens[at]?.toLowerCase() === 'not' && tokens[at + 1] === '(');
}

/** Takes what stands behind a term. @returns whether a term must follow. */
function shunt(yard: Yard, operator: string, universe: Universe): boolean {
  const { operators } = yard;
  if (operator === ')') {
    while (operators.length > 0 && operators.at(-1) !== '(') reduce(yard, universe);
    if (operators.pop() !== '(') throw new Refused('nothing to close');
    return false;
  }
  if (operator !== 'and' && operator !== 'or') throw new Refused('no operator');
  while ((RANK[operators.at(-1) ?? ''] ?? 0) >= (RANK[operator] ?? 0)) reduce(yard, universe);
  operators.push(operator);
  return true;
}

function reduce({ sets, operators }: Yard, universe: Universe): void {
  sets.push(apply(operators.pop(), sets, universe));
}

function apply(operator: string | undefined, sets: Selected[], { things }: Universe): Selected {
  const right = sets.pop() ?? new Set();
  if (operator === 'not') return new Set([...things.keys()].filter((thing) => !right.has(thing)));
  const left = sets.pop() ?? new Set();
  if (operator === 'and') return new Set([...left].filter((thing) => right.has(thing)));
  if (operator === 'or') return new Set([...left, ...right]);
  throw new Refused('not closed');
}

/** @returns the set, and how many tokens the term takes. */
function term(tokens: readonly string[], universe: Universe): [Selected, number] {
  if (tokens[1] !== '[') {
    const [test, length] = readTest(tokens, universe.resolve);
    return [indexesOf(universe.things, (facts) => holds(test, facts)), length];
  }
  const parent = universe.resolve(word(tokens[0]));
  const close = tokens.indexOf(']');
  const nested = tokens.indexOf('[', 2);
  if (close < 0 || (nested >= 0 && nested < close)) throw new Refused('brackets');
  const inner = { resolve: (name: string) => resolveIn(parent, name) };
  const chosen = universe.things.map((facts) => {
    const elements = elementsOf(facts, parent);
    const kept = combine(tokens.slice(2, close), { ...inner, things: elements });
    return elements.filter((_, index) => kept.has(index));
  });
  const [dotted = '', ...rest] = tokens.slice(close + 1);
  if (!dotted.startsWith('.')) return [indexesOf(chosen, (kept) => kept.length > 0), close + 1];
  const [test, length] = readTest([dotted.slice(1), ...rest], inner.resolve);
  return [indexesOf(chosen, (kept) => holds(test, kept.flat())), close + 1 + length];
}

function readTest(
  [path, operator = '', value]: readonly string[],
  resolve: Universe['resolve'],
): [Test, number] {
  const resolved = resolve(word(path));
  if (operator.toLowerCase() === 'pr') return [{ path: resolved, operator: 'pr' }, 2];
  const test = readValue(resolved, operator.toLowerCase(), value);
  if (test === undefined) throw new Refused('no such comparison');
  return [test, 3];
}

function word(token: string | undefined): string {
  if (token === undefined || token.startsWith('"')) throw new Refused('no attribute');
  return token.toLowerCase();
}

function indexesOf<Thing>(things: readonly Thing[], is: (thing: Thing) => boolean): Selected {
  return new Set([...things.keys()].filter((index) => is(things[index] as Thing)));
}

/** The facts under an attribute, value by value. */
function elementsOf(facts: readonly Fact[], parent: string): Fact[][] {
  const elements = new Map<number, Fact[]>();
  for (const fact of facts.filter(({ path }) => isUnder(path, parent))) {
    const element = PLURAL.has(parent) ? fact.element : 0;
    elements.set(element, [...(elements.get(element) ?? []), fact]);
  }
  return [...elements.values()];
}

function isUnder(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}:`);
}

function resolvePath(name: string): string {
  const urn = Object.keys(EXTENSIONS).find((id) => name === id || name.startsWith(`${id}:`));
  if (urn !== undefined) return known([`${EXTENSIONS[urn]}${name.slice(urn.length)}`]);
  if (name.startsWith(`${CORE}:`)) return known([name.slice(CORE.length + 1)]);
  return known([name, ...Object.values(EXTENSIONS).map((short) => `${short}:${name}`)]);
}

function resolveIn(parent: string, name: string): string {
  if (name.includes('.') || name.includes(':')) throw new Refused('one step at a time');
  const kind = KINDS.get(parent);
  if (kind !== 'complex' && PLURAL.has(parent) && name === 'value') return parent;
  if (kind !== 'complex') throw new Refused('nothing to choose from');
  return known([`${parent}.${name}`, `${parent}:${name}`]);
}

function known(candidates: readonly string[]): string {
  const found = candidates.find((candidate) => KINDS.has(candidate));
  if (found === undefined) throw new Refused('no such attribute');
  return found;
}
