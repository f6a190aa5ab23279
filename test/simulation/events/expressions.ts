/** The expressions of DynamoDB that the stores of users and records write, and no others. */

type Input = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, unknown>>;

/** Whether the condition of a write holds for what stands there. */
export function holds(input: Input, old: Values | undefined): boolean {
  const expression = String(input.ConditionExpression ?? '');
  if (expression === '') return true;
  return expression
    .split(' OR ')
    .some((all) => all.split(' AND ').every((term) => termHolds(input, term, old)));
}

function termHolds(input: Input, term: string, old: Values | undefined): boolean {
  const [, negation, name] = /^attribute_(not_)?exists\((\S+)\)$/.exec(term) ?? [];
  if (name !== undefined) {
    const exists = old?.[nameOf(input, name)] !== undefined;
    return negation === undefined ? exists : !exists;
  }
  const [, left = '', operator = '', right = ''] = /^(\S+) (=|<|>|<=|>=) (\S+)$/.exec(term) ?? [];
  const value = old?.[nameOf(input, left)] as string | number | undefined;
  const other = readValue(input, right) as string | number;
  if (value === undefined) return false;
  switch (operator) {
    case '=':
      return value === other;
    case '<':
      return value < other;
    case '>':
      return value > other;
    case '<=':
      return value <= other;
    case '>=':
      return value >= other;
    default:
      throw new TypeError(`the memory table cannot read ${term}`);
  }
}

/** @param old the item, or its key alone where there is none. */
export function applyUpdate<Item extends Values>(input: Input, old: Item): Item {
  const item: Record<string, unknown> = { ...old };
  const expression = String(input.UpdateExpression);
  for (const [, clause, list = ''] of expression.matchAll(
    /\b(SET|REMOVE|ADD) (.*?)(?= (?:SET|REMOVE|ADD) |$)/g,
  )) {
    for (const part of list.split(/, (?![^(]*\))/)) applyPart(input, item, String(clause), part);
  }
  return item as Item;
}

function applyPart(
  input: Input,
  item: Record<string, unknown>,
  clause: string,
  part: string,
): void {
  const [, name = '', value = ''] = /^(\S+)(?: = | )?(.*)$/.exec(part) ?? [];
  const attribute = nameOf(input, name);
  const [, ifNone] = /^if_not_exists\(\S+, (\S+)\)$/.exec(value) ?? [];
  if (clause === 'REMOVE') delete item[attribute];
  else if (clause === 'ADD')
    item[attribute] = Number(item[attribute] ?? 0) + Number(readValue(input, value));
  else if (ifNone !== undefined) item[attribute] ??= readValue(input, ifNone);
  else item[attribute] = readValue(input, value);
}

function nameOf({ ExpressionAttributeNames }: Input, name: string): string {
  return (ExpressionAttributeNames as Readonly<Record<string, string>> | undefined)?.[name] ?? name;
}

function readValue({ ExpressionAttributeValues }: Input, name: string): unknown {
  return (ExpressionAttributeValues as Values | undefined)?.[name];
}
