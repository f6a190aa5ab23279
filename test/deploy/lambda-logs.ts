/** What a deployed function has logged. */

import { type CloudEmulator, REGION } from './emulator.ts';

export interface LogLine {
  /** One for each execution environment. */
  readonly stream: string;
  readonly timestamp: number;
  readonly message: string;
}

/** @param part of the name of the log group: the id of the function in the stack. */
export async function logLines(emulator: CloudEmulator, part: string): Promise<readonly LogLine[]> {
  const { logGroups = [] } = await logs(emulator, 'DescribeLogGroups', {});
  const lines = await Promise.all(
    logGroups
      .filter(({ logGroupName }) => logGroupName.includes(part))
      .map(({ logGroupName }) => logs(emulator, 'FilterLogEvents', { logGroupName })),
  );
  return lines.flatMap(({ events = [] }) =>
    events.map(({ logStreamName: stream, timestamp, message }) => ({ stream, timestamp, message })),
  );
}

interface LogsAnswer {
  readonly logGroups?: readonly { readonly logGroupName: string }[];
  readonly events?: readonly {
    readonly logStreamName: string;
    readonly timestamp: number;
    readonly message: string;
  }[];
}

/** CloudWatch Logs' own protocol: a client of it would be one more dependency. */
async function logs({ port }: CloudEmulator, action: string, input: object): Promise<LogsAnswer> {
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: {
      'x-amz-target': `Logs_20140328.${action}`,
      'content-type': 'application/x-amz-json-1.1',
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/logs/aws4_request`,
    },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(`${action}: ${response.status} ${await response.text()}`);
  return (await response.json()) as LogsAnswer;
}
