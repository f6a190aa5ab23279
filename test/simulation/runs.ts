import * as fc from 'fast-check';

const asked = process.env.FUZZ_RUNS;

/** Cases of each simulation; `FUZZ_RUNS=100000` asks for more. fast-check prints the seed of a failure. */
export const RUNS = Math.max(2_000, Number(asked ?? 0));

/** Milliseconds that one simulation may take. */
export const TIMEOUT_MS = 120_000 + RUNS * 10;

// The same cases whenever all tests are run: a new one is looked for where somebody looks, not in a commit's CI.
if (asked === undefined) fc.configureGlobal({ seed: 7644 });
