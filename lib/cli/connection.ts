/** Where the admin API is, and how this command line shows who it is. */

import { CliFailure, EXIT } from '#cli/failure.ts';
import type { Io } from '#cli/io.ts';
import type { Sign } from '#cli/outgoing-request.ts';
import { sigV4 } from '#cli/sig-v4.ts';

/** Of `npm start`, as it stands there. */
const LOCAL_URL = 'http://127.0.0.1:4010/admin';

const API_HOST = /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com/;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

export interface ConnectionOptions {
  readonly url?: string;
  readonly token?: string;
  readonly region?: string;
}

export interface Connection {
  /** Ends in `/admin`. */
  readonly baseUrl: string;
  readonly sign: Sign;
}

/**
 * With a token that is sent as it is: the one of `npm start`, or a JWT. Without, the request is signed with
 * the credentials of AWS that are at hand; on this machine only where a region is given as an option.
 *
 * @throws {CliFailure} where something is missing, saying what to give.
 */
export function connectionBy(options: ConnectionOptions, { environment }: Io): Connection {
  const baseUrl = (options.url ?? environment.url ?? LOCAL_URL).replace(/\/+$/, '');
  if (!URL.canParse(baseUrl)) throw new CliFailure('--url is not a URL', EXIT.usage);
  const { hostname, username, password } = new URL(baseUrl);
  if (username !== '' || password !== '') {
    throw new CliFailure('--url takes no user and password: give a token by --token', EXIT.usage);
  }
  const token = options.token ?? environment.token;
  if (token !== undefined) return { baseUrl, sign: withToken(token) };
  const isLocal = LOOPBACK.has(hostname);
  if (isLocal && options.region === undefined) {
    throw new CliFailure(
      'give the admin token that npm start has printed: --token, or ROLLCALL_TOKEN; of npm run deploy:local, --region eu-west-1',
      EXIT.usage,
    );
  }
  const region = options.region ?? environment.region ?? API_HOST.exec(hostname)?.[1];
  if (region === undefined) {
    throw new CliFailure('give the AWS region of the deployment: --region', EXIT.usage);
  }
  return { baseUrl, sign: sigV4(region) };
}

function withToken(token: string): Sign {
  return async ({ headers }) => ({ ...headers, authorization: `Bearer ${token}` });
}
