/** Both emulators, for what must hold on each. */

import { dynamodbLocal, dynoxide, type EmulatorCommand } from '#local/emulator-command.ts';

const both = [dynoxide(), dynamodbLocal()];

/** The ones that this machine can run. */
export const EMULATORS: readonly EmulatorCommand[] = both.filter((one) => one !== undefined);

if (both[1] === undefined) {
  console.warn('Java is not installed: the contract of the store is checked on Dynoxide alone.');
}
