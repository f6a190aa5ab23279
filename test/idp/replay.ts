/** Replays a recorded exchange against a SCIM endpoint. */

import { randomBytes, randomUUID } from 'node:crypto';
import { at } from './json-path.ts';
import { mismatch } from './matchers.ts';

export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly level: 'must' | 'should' | 'policy';
  readonly steps: readonly Step[];
}

interface Step {
  readonly request: RecordedRequest;
  readonly capture?: Readonly<Record<string, string>>;
  readonly expect: Expectation;
  /** Steps of the same group are sent at once. */
  readonly parallel?: string;
}

interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly rawBody?: string;
  readonly auth?: 'none' | 'raw';
  readonly fixture?: { readonly users: number };
  readonly burst?: number;
}

interface Expectation {
  readonly status: readonly number[];
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly bodyContains?: Readonly<Record<string, unknown>>;
  readonly bodyAbsent?: readonly string[];
}

export interface Target {
  readonly scimBaseUrl: string;
  readonly token: string;
  /** @default over the network */
  readonly fetch?: typeof fetch;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

type Names = Record<string, unknown>;

/** Requests of a fixture or a burst at once. */
const CONCURRENCY = 20;

/**
 * @returns the answers, in order of the steps.
 * @throws {Error} saying in which step which expectation does not hold.
 */
export async function replay(scenario: Scenario, target: Target): Promise<readonly Answer[]> {
  const names: Names = { $uid: randomBytes(4).toString('hex') };
  const answers: Answer[] = [];
  for (const group of groupSteps(scenario.steps)) {
    answers.push(...(await Promise.all(group.map((step) => runStep(step, names, target)))));
  }
  return answers;
}

function groupSteps(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (step.parallel !== undefined && last?.[0]?.parallel === step.parallel) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

async function runStep(step: Step, names: Names, target: Target): Promise<Answer> {
  const { request, capture = {}, expect } = step;
  if (request.fixture) names.$fixtureUsers = await createUsers(request.fixture.users, target);
  const bodies = Array.from({ length: request.burst ?? 1 }, () => fill(request.body, names));
  const send = (body: unknown) => call(request, fillText(request.path, names), body, target);
  const answers = await inBatches(bodies, send);
  const answer = answers[0] as Answer;
  for (const [name, path] of Object.entries(capture)) names[name] = at(answer.body, path);
  for (const each of answers) check(step, fill(expect, names) as Expectation, each);
  return answer;
}

export async function call(
  { method, headers = {}, rawBody, auth }: Omit<RecordedRequest, 'path'>,
  path: string,
  body: unknown,
  { scimBaseUrl, token, fetch: send = fetch }: Target,
): Promise<Answer> {
  const authorization: Record<string, string> =
    auth === 'none' ? {} : { Authorization: auth === 'raw' ? token : `Bearer ${token}` };
  const response = await send(`${scimBaseUrl}${path}`, {
    method,
    headers: { ...authorization, ...headers },
    body: rawBody ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  const text = await response.text();
  const parsed = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, body: parsed };
}

function check({ request }: Step, expect: Expectation, { status, headers, body }: Answer): void {
  const problems: string[] = [];
  if (!expect.status.includes(status))
    problems.push(`status ${status} instead of ${expect.status}`);
  for (const [name, expected] of Object.entries(expect.headers ?? {})) {
    const { $when, ...matcher } = Object(expected);
    if ($when !== undefined && $when !== status) continue;
    const problem = mismatch(headers.get(name), $when === undefined ? expected : matcher);
    if (problem) problems.push(`header ${name}: ${problem}`);
  }
  if (status !== 204) problems.push(...bodyProblems(expect, body));
  if (problems.length === 0) return;
  const answered = JSON.stringify(body)?.slice(0, 500);
  throw new Error(`${request.method} ${request.path}: ${problems.join('; ')}\n${answered}`);
}

function bodyProblems(
  { bodyContains = {}, bodyAbsent = [] }: Expectation,
  body: unknown,
): string[] {
  const wrong = Object.entries(bodyContains).flatMap(([path, expected]) => {
    const problem = mismatch(at(body, path), expected);
    return problem ? [`${path}: ${problem}`] : [];
  });
  const present = bodyAbsent.filter((path) => at(body, path) !== undefined);
  return [...wrong, ...present.map((path) => `${path} should not be there`)];
}

async function createUsers(count: number, target: Target): Promise<readonly string[]> {
  const userNames = Array.from({ length: count }, () => `fixture.${randomUUID()}@example.com`);
  const answers = await inBatches(userNames, (userName) =>
    call({ method: 'POST' }, '/Users', { userName }, target),
  );
  return answers.map(({ body }) => String(at(body, '$.id')));
}

async function inBatches<Input, Output>(
  inputs: readonly Input[],
  work: (input: Input) => Promise<Output>,
): Promise<Output[]> {
  const outputs: Output[] = [];
  for (let start = 0; start < inputs.length; start += CONCURRENCY) {
    outputs.push(...(await Promise.all(inputs.slice(start, start + CONCURRENCY).map(work))));
  }
  return outputs;
}

/** Fills in `{{name}}` wherever it stands. */
function fill(value: unknown, names: Names): unknown {
  if (typeof value === 'string') return fillString(value, names);
  if (Array.isArray(value)) return value.map((entry) => fill(entry, names));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]) => [
    fillText(key, names),
    fill(entry, names),
  ]);
  return Object.fromEntries(entries);
}

function fillString(text: string, names: Names): unknown {
  const members = /^\{\{\$fixtureUsers:(\d+)\}\}$/.exec(text);
  if (members === null) return fillText(text, names);
  const ids = names.$fixtureUsers as readonly string[];
  return ids.slice(0, Number(members[1])).map((value) => ({ value }));
}

function fillText(text: string, names: Names): string {
  return text.replace(/\{\{([^}]+)\}\}/g, (_, name: string) => {
    if (name === '$uuid') return randomUUID();
    if (name === '$uid:upper') return String(names.$uid).toUpperCase();
    if (!(name in names)) throw new Error(`nothing has been captured as ${name}`);
    return String(names[name]);
  });
}
