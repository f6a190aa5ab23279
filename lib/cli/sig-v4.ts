/** AWS Signature Version 4, as the IAM authorizer of the admin API asks for. */

import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { CliFailure } from '#cli/failure.ts';
import type { Sign } from '#cli/outgoing-request.ts';

/** @param region of the API. Credentials come from the environment, a profile, or the machine. */
export function sigV4(region: string): Sign {
  const signer = new SignatureV4({
    credentials: defaultProvider(),
    region,
    service: 'execute-api',
    sha256: Hash.bind(null, 'sha256'),
  });
  return async ({ method, url, headers, body }) => {
    const { protocol, hostname, port, pathname, host, searchParams } = url;
    const request = {
      method,
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: { ...headers, host },
      body,
    };
    try {
      return (await signer.sign(request)).headers;
    } catch (error) {
      throw new CliFailure(`no credentials of AWS: ${(error as Error).message}`);
    }
  };
}
