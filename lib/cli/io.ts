import type { RepairTarget, TableRepair } from '#compose/table-repair.ts';
import type { CliEnvironment } from '#config';

/** What a command works with; a test brings its own. */
export interface Io {
  /** Results: what a script reads. */
  readonly out: (text: string) => void;
  /** Progress, hints and failures. */
  readonly err: (text: string) => void;
  /** Whether a person reads `out`: colours, and numbers that are overwritten. */
  readonly isTerminal: boolean;
  readonly isErrTerminal: boolean;
  readonly environment: CliEnvironment;
  readonly fetch: typeof fetch;
  /** Opens nothing before the first check. */
  readonly openRepair: (target: RepairTarget) => Promise<TableRepair>;
}
