import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { warmUp } from '#compose/warm-up.ts';
import { DEFAULT_ROUTE, ROUTES } from '#functions/routes.ts';

const targets: unknown[] = [];
let status = 200;
const server = createServer((request, response) => {
  targets.push(request.headers['x-amz-target']);
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
});
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  Object.assign(process.env, {
    TABLE_NAME: 'rollcall',
    SECRET_PREFIX: 'rollcall/tokens/',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
});
afterEach(() => {
  targets.length = 0;
  status = 200;
  delete process.env.AWS_LAMBDA_FUNCTION_NAME;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('the connections of a function', () => {
  it('are opened by one read each while Lambda starts it', async () => {
    process.env.AWS_LAMBDA_FUNCTION_NAME = 'get-user';

    await warmUp();

    expect(targets.sort()).toEqual(['DynamoDB_20120810.GetItem', 'secretsmanager.GetSecretValue']);
  });

  it('are not opened anywhere else', async () => {
    await warmUp();

    expect(targets).toEqual([]);
  });

  it('do not keep a function from starting where AWS is away', async () => {
    process.env.AWS_LAMBDA_FUNCTION_NAME = 'get-user';
    status = 400;

    await expect(warmUp()).resolves.toBeUndefined();
  });

  it('are opened by every function of the SCIM endpoint', () => {
    const scim = [...ROUTES.filter(({ path }) => path.startsWith('/scim/')), DEFAULT_ROUTE];
    const entries = new Set(scim.map(({ entry }) => entry));

    const cold = [...entries].filter(
      (entry) => !readFileSync(entry, 'utf8').includes('\nawait warmUp();\n'),
    );

    expect(cold).toEqual([]);
  });
});
