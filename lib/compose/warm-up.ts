import { tableAdapters } from '#compose/adapters.ts';
import { digestReader } from '#compose/vaults.ts';
import { isLambda } from '#config';
import { readWorkspace } from '#store/workspace-store.ts';

/** Cannot be the id of a workspace. */
const NOBODY = '-';
/** Is the id of no token: those are UUIDv7. */
const NO_TOKEN = '00000000-0000-0000-0000-000000000000';

/**
 * Opens the connections that every first request needs, to the database and to the digests of tokens, while
 * Lambda starts the function, when it gives a whole processor. Anywhere else it does nothing.
 *
 * @throws {TypeError} naming the variable of the environment that is missing or wrong.
 */
export async function warmUp(): Promise<void> {
  if (!isLambda()) return;
  await Promise.allSettled([
    readWorkspace(tableAdapters(), NOBODY),
    digestReader().read(NOBODY, NO_TOKEN),
  ]); // The first request will say what is wrong.
}
