/** Both emulators, for what must hold on each. */

import { dynamodbLocal, dynoxide, type EmulatorCommand } from '#local/emulator-command.ts';

const isJavaWanted = process.env.ROLLCALL_TEST_JAVA !== 'off';
const both = [dynoxide(), isJavaWanted ? dynamodbLocal() : undefined];

/** The ones that this machine can run. */
export const EMULATORS: readonly EmulatorCommand[] = both.filter((one) => one !== undefined);

if (isJavaWanted && both[1] === undefined) {
  console.warn('Java is not installed: the contract of the store is checked on Dynoxide alone.');
}
