/** The file of `users import`: JSON lines. */

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { CliFailure, EXIT } from '#cli/failure.ts';
import type { Row } from '#cli/output.ts';

export interface Line {
  /** From 1, blank lines included. */
  readonly number: number;
  readonly user: Row;
}

/** @throws {CliFailure} where the file cannot be read, or a line is no JSON object. */
export async function readLines(file: string): Promise<readonly Line[]> {
  const lines: Line[] = [];
  let number = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file) })) {
      number += 1;
      if (text.trim() !== '') lines.push({ number, user: parseLine(text, number) });
    }
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    throw new CliFailure(`the file cannot be read: ${(error as Error).message}`, EXIT.usage);
  }
  return lines;
}

function parseLine(text: string, number: number): Row {
  try {
    const user: unknown = JSON.parse(text);
    if (typeof user === 'object' && user !== null && !Array.isArray(user)) return user as Row;
  } catch {
    // Answered below.
  }
  throw new CliFailure(`line ${number} is no JSON object`, EXIT.usage);
}
