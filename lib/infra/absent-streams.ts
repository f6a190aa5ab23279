/**
 * What the bundler puts in place of `@smithy/core/event-streams` and of `node:stream/web`. No call that we
 * make streams events, and no handler answers with a stream; but the SDK imports the one dynamically, for
 * which esbuild would wrap nearly every module of `@smithy/core` in a function, and middy asks whether an
 * answer is one of the other. The two would be a fifth of a start.
 */

/** Nothing is an instance of it. */
export class ReadableStream {}

/** @throws {Error} always. */
export function eventStreamSerdeProvider(): never {
  throw new Error('event streams are not in this bundle: see lib/infra/bundling.ts');
}

/** The SDK hands it on to the provider. */
export const EventStreamSerde = undefined;
