/** `--events-file`: each event as one line of JSON. */

import { appendFileSync, closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { deliveredEvent } from '#local/delivered-event.ts';
import { StartFailure } from '#local/failure.ts';
import type { Sink } from '#local/local-bus.ts';

/**
 * What a killed process has left of a line is ended first: it is no JSON, and the whole event follows,
 * since it was not marked as published.
 *
 * @throws {StartFailure} where the file cannot be written.
 */
export function fileSink(path: string, newId: () => string): Sink {
  try {
    endTornLine(path);
  } catch (error) {
    throw new StartFailure(`cannot write events to ${path}: ${(error as Error).message}`);
  }
  return {
    async put(messages) {
      const lines = messages.map((message) => JSON.stringify(deliveredEvent(message, newId())));
      try {
        endTornLine(path); // A full disk, too, may have taken a piece of one.
        appendFileSync(path, lines.map((line) => `${line}\n`).join(''));
        return messages.map(() => ({ kind: 'sent' }));
      } catch (error) {
        const { code = 'unknown' } = error as NodeJS.ErrnoException;
        return messages.map(() => ({ kind: 'failed', code }));
      }
    },
  };
}

function endTornLine(path: string): void {
  appendFileSync(path, hasTornLine(path) ? '\n' : '');
}

function hasTornLine(path: string): boolean {
  const file = openSync(path, 'a+');
  try {
    const { size } = fstatSync(file);
    const last = Buffer.alloc(1);
    return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last.toString() !== '\n';
  } finally {
    closeSync(file);
  }
}
