/** Cases of each simulation; `FUZZ_RUNS=100000` asks for more. fast-check prints the seed of a failure. */
export const RUNS = Math.max(2_000, Number(process.env.FUZZ_RUNS ?? 0));

/** Milliseconds that one simulation may take. */
export const TIMEOUT_MS = 120_000 + RUNS * 10;
