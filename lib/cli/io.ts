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
  /**
   * At the first Ctrl-C `act` is called, and nothing ends by itself; the second one ends the process.
   *
   * @returns what takes it back.
   */
  readonly onInterrupt: (act: () => void) => () => void;
  /** Opens nothing before the first check. */
  readonly openRepair: (target: RepairTarget) => Promise<TableRepair>;
}
