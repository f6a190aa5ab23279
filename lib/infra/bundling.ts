/** How a function becomes one file; the stack and the report on bundles share it. */

import { resolve } from 'node:path';
import type { BuildOptions } from 'esbuild';

/** The root of the repository. */
export const ROOT = resolve(import.meta.dirname, '../..');

const ABSENT_STREAMS = resolve(ROOT, 'lib/infra/absent-streams.ts');

/**
 * Options of esbuild. The SDK is in the bundle, in the version that the lock file pins, and not Lambda's
 * own. Without `mainFields` an ES module that holds it fails when it is loaded.
 */
export const BUNDLING = {
  /** The Node.js of Lambda. */
  target: 'node24',
  minify: true,
  mainFields: ['module', 'main'],
  alias: {
    '@aws-sdk/credential-provider-node': resolve(ROOT, 'lib/infra/lambda-credentials.ts'),
    '@smithy/core/event-streams': ABSENT_STREAMS,
    'node:stream/web': ABSENT_STREAMS,
  },
} as const;

/** The same, as the API of esbuild takes it: one file of what the stack deploys. */
export const BUILD = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'error',
  target: BUNDLING.target,
  minify: BUNDLING.minify,
  mainFields: [...BUNDLING.mainFields],
  alias: { ...BUNDLING.alias },
} satisfies BuildOptions;
