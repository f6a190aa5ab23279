/** `npm start`. */

import { StartFailure } from '#local/failure.ts';
import { readOptions, USAGE } from '#local/options.ts';
import { readyLine, readyText } from '#local/report.ts';
import { startLocalEndpoint } from '#local/start.ts';

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    console.log(USAGE);
  } else {
    const { json } = options;
    const endpoint = await startLocalEndpoint(options, json ? console.error : console.log);
    const stop = () => endpoint.stop().then(() => process.exit(0));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
    // Not before: whoever reads it may end the process at once.
    console.log(json ? readyLine(endpoint) : readyText(endpoint));
    endpoint.abandoned.then(stop);
    await endpoint.failed;
    throw new StartFailure('the embedded DynamoDB has ended unexpectedly');
  }
} catch (error) {
  if (!(error instanceof StartFailure)) throw error;
  console.error(`rollcall: ${error.message}`);
  process.exit(1);
}
