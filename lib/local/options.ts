import { parseArgs } from 'node:util';
import { StartFailure } from '#local/failure.ts';

export interface Options {
  /** 0 for any free one. */
  readonly port: number;
  readonly host: string;
  /** Where table and secrets are kept; in memory where it is absent. */
  readonly data?: string;
  /** One line of JSON on stdout when ready, everything else on stderr. */
  readonly json: boolean;
  /** Whether events are left unpublished, for another process on the same table to publish. */
  readonly leavesEvents?: boolean;
  /** Where each event is appended as a line of JSON. */
  readonly eventsFile?: string;
  /** Where each event is posted. */
  readonly webhook?: string;
  /** Signs the posts; made where it is absent. */
  readonly webhookSecret?: string;
}

export const USAGE = `Usage: npm start -- [options]

  --port N            port to listen on; 0 for any free one (default 4010)
  --host NAME         address to listen on (default 127.0.0.1)
  --data DIR          keep users and tokens in DIR (default: in memory)
  --json              print one line of JSON when ready; logs go to stderr (npm start -s -- --json:
                      else npm prints a heading of its own)
  --events-file FILE  append each event as a line of JSON, as EventBridge delivers it
  --webhook URL       post each event there, signed (Standard Webhooks)
  --webhook-secret S  whsec_ and base64; made and printed where it is not given
  --no-events         leave events to another process with the same DYNAMODB_ENDPOINT
  --help              this text

  DYNAMODB_ENDPOINT=URL npm start
                      use that DynamoDB emulator in place of the embedded one`;

/** Standard Webhooks: a prefix, and 24 to 64 bytes. */
const SECRET = /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/;

/**
 * @returns undefined where help is asked for.
 * @throws {StartFailure} for an option that there is not, and a value that it cannot have.
 */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parse(args);
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new StartFailure('--port must be a number from 0 to 65535');
  }
  if (values.host === '') throw new StartFailure('--host needs an address');
  if (values.data === '') throw new StartFailure('--data needs a folder');
  return { port, host: values.host, data: values.data, json: values.json, ...eventOptions(values) };
}

function eventOptions(values: ReturnType<typeof parse>['values']) {
  const { 'events-file': eventsFile, webhook, 'webhook-secret': webhookSecret } = values;
  if (eventsFile === '') throw new StartFailure('--events-file needs a file');
  if (webhook !== undefined) checkWebhook(webhook);
  if (webhookSecret !== undefined && !SECRET.test(webhookSecret)) {
    throw new StartFailure('--webhook-secret must be whsec_ and base64, of 24 to 64 bytes');
  }
  if (webhookSecret !== undefined && webhook === undefined) {
    throw new StartFailure('--webhook-secret is of use with --webhook only');
  }
  if (values['no-events'] && (eventsFile ?? webhook) !== undefined) {
    throw new StartFailure('--no-events leaves none for --events-file and --webhook');
  }
  return { eventsFile, webhook, webhookSecret, leavesEvents: values['no-events'] };
}

function checkWebhook(text: string): void {
  if (!(URL.canParse(text) && /^https?:/i.test(text))) {
    throw new StartFailure('--webhook needs a URL that begins with http:// or https://');
  }
  // fetch refuses them at each post; a receiver knows the sender by the signature.
  const { username, password } = new URL(text);
  if (username !== '' || password !== '') {
    throw new StartFailure(
      '--webhook takes no user and password in its URL: leave them out, and check the signature',
    );
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '4010' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string' },
        json: { type: 'boolean', default: false },
        'events-file': { type: 'string' },
        webhook: { type: 'string' },
        'webhook-secret': { type: 'string' },
        'no-events': { type: 'boolean' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    const { message } = error as Error;
    throw new StartFailure(`${message.split(/\. |\.?\n/)[0]} (--help shows the options)`);
  }
}
