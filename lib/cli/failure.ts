/** What a command ends with, beside 0: scripts tell these apart. */
export const EXIT = {
  /** The service refused, or could not be reached. */
  failed: 1,
  /** The command line is not one that there is. */
  usage: 2,
  /** The check has found something. */
  found: 3,
  /** Ctrl-C: as a shell says of what SIGINT has ended. */
  interrupted: 130,
} as const;

/** One sentence for the person at the keyboard, without a stack. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}
