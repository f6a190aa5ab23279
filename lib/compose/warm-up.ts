import { tableAdapters } from '#compose/adapters.ts';
import { isLambda } from '#config';
import { readWorkspace } from '#store/workspace-store.ts';

/** Cannot be the id of a workspace. */
const NOBODY = '-';

/**
 * Opens the connection to the database while Lambda starts the function, when it gives a whole processor:
 * the first request then finds it open. Anywhere else it does nothing.
 *
 * @throws {TypeError} naming the variable of the environment that is missing or wrong.
 */
export async function warmUp(): Promise<void> {
  if (!isLambda()) return;
  await readWorkspace(tableAdapters(), NOBODY).catch(() => {}); // The first request will say what is wrong.
}
