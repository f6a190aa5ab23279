/** Lambda's own protocol: a client of it would be one more dependency. */

import { type CloudEmulator, REGION } from './emulator.ts';

const FUNCTIONS = '/2015-03-31/functions';

/** @param part of the name: the id of the function in the stack. */
export async function functionNamed(emulator: CloudEmulator, part: string): Promise<string> {
  const answer = await lambda(emulator, 'GET', `${FUNCTIONS}/`);
  const { Functions } = answer as { Functions: readonly { FunctionName: string }[] };
  const found = Functions.find(({ FunctionName }) => FunctionName.includes(part));
  if (found === undefined) throw new Error(`there is no function ${part}`);
  return found.FunctionName;
}

/** @param handler what Lambda calls: `index.handler`. */
export async function setHandler(
  emulator: CloudEmulator,
  name: string,
  handler: string,
): Promise<void> {
  await lambda(emulator, 'PUT', `${FUNCTIONS}/${name}/configuration`, { Handler: handler });
}

/** Runs a function and waits for its end. */
export async function invoke(emulator: CloudEmulator, name: string): Promise<void> {
  await lambda(emulator, 'POST', `${FUNCTIONS}/${name}/invocations`, {});
}

async function lambda({ port }: CloudEmulator, method: string, path: string, body?: object) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/lambda/aws4_request`,
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
