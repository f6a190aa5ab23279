import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TokenVault } from '#directory/ports.ts';

/** For the owner of the files alone, like any secret. */
const MODE = 0o600;
const FOLDER_MODE = 0o700;

/**
 * Token digests in files, one for each, so that several processes can share a folder.
 *
 * A file appears whole or not at all, also when the process is killed on the way.
 */
export function fileVault(folder: string): TokenVault {
  const folderOf = (workspaceId: string) => join(folder, workspaceId);
  const fileOf = (workspaceId: string, tokenId: string) => join(folderOf(workspaceId), tokenId);
  return {
    async open(workspaceId) {
      await mkdir(folderOf(workspaceId), { recursive: true, mode: FOLDER_MODE });
    },
    async put(workspaceId, tokenId, digest) {
      const file = fileOf(workspaceId, tokenId);
      await mkdir(folderOf(workspaceId), { recursive: true, mode: FOLDER_MODE });
      const draft = await open(`${file}.draft`, 'w', MODE);
      await draft.writeFile(Buffer.from(digest).toString('hex'));
      await draft.sync();
      await draft.close();
      await rename(`${file}.draft`, file);
    },
    async read(workspaceId, tokenId) {
      try {
        return Buffer.from(await readFile(fileOf(workspaceId, tokenId), 'utf8'), 'hex');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async list(workspaceId) {
      const names = await readdir(folderOf(workspaceId)).catch(() => []);
      const tokenIds = names.filter((name) => !name.endsWith('.draft'));
      return Promise.all(
        tokenIds.map(async (tokenId) => {
          const { mtimeMs } = await stat(fileOf(workspaceId, tokenId));
          return { tokenId, createdAt: mtimeMs, isForgotten: false };
        }),
      );
    },
    async forget(workspaceId, tokenIds) {
      for (const tokenId of tokenIds) await rm(fileOf(workspaceId, tokenId), { force: true });
    },
    async close(workspaceId) {
      await rm(folderOf(workspaceId), { recursive: true, force: true });
    },
  };
}
