/** What commands show: tables for people, JSON for scripts. */

import Table from 'cli-table3';
import pc from 'picocolors';
import type { Io } from '#cli/io.ts';

export type Row = Readonly<Record<string, unknown>>;

/** A column: its title, and what it shows of a row. */
export type Columns = Readonly<Record<string, (row: Row) => unknown>>;

export interface Output {
  readonly isJson: boolean;
  /** A list: a table, or in JSON the body as it came. */
  readonly list: (body: unknown, rows: readonly Row[], columns: Columns) => void;
  /** One thing: its fields below each other, or JSON. */
  readonly document: (body: unknown) => void;
  readonly text: (text: string) => void;
  /** That something was done, for people alone. */
  readonly done: (sentence: string) => void;
  /** What to do next, for people alone. */
  readonly hint: (sentence: string) => void;
  /** How far long work is: overwritten on a terminal, and otherwise silent. */
  readonly progress: (text: string) => void;
  readonly progressEnd: () => void;
}

const NO_BORDERS = {
  chars: {
    ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
    ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
    ...{
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
  },
  style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
};

export function outputTo(io: Io, isJson: boolean): Output {
  const colors = pc.createColors(io.isTerminal && pc.isColorSupported);
  const errColors = pc.createColors(io.isErrTerminal && pc.isColorSupported);
  const json = (body: unknown) => io.out(JSON.stringify(body, null, 2));
  const say = (sentence: string) => {
    if (!isJson) io.err(`${sentence}\n`);
  };
  return {
    isJson,
    list(body, rows, columns) {
      if (isJson) return json(body);
      if (rows.length === 0) return say('(none)');
      const head = Object.keys(columns).map((title) => colors.bold(title));
      const table = new Table({ ...NO_BORDERS, head });
      table.push(...rows.map((row) => Object.values(columns).map((show) => cellOf(show(row)))));
      io.out(trimEnds(table.toString()));
    },
    document(body) {
      if (isJson || typeof body !== 'object' || body === null) return json(body);
      const table = new Table(NO_BORDERS);
      table.push(...fieldsOf(body).map(([name, value]) => [colors.bold(name), cellOf(value)]));
      io.out(trimEnds(table.toString()));
    },
    text: (text) => (isJson ? json({ text }) : io.out(text)),
    done: (sentence) => say(errColors.green(sentence)),
    hint: (sentence) => say(errColors.dim(sentence)),
    progress(text) {
      if (io.isErrTerminal && !isJson) io.err(`\r\u001b[2K${text}`);
    },
    progressEnd() {
      if (io.isErrTerminal && !isJson) io.err('\r\u001b[2K');
    },
  };
}

/** Nested objects by their path, so that each line says one thing. */
function fieldsOf(body: object, prefix = ''): (readonly [string, unknown])[] {
  return Object.entries(body).flatMap(([name, value]) =>
    isPlainObject(value) ? fieldsOf(value, `${prefix}${name}.`) : [[`${prefix}${name}`, value]],
  );
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nothing of what a user's name holds moves the cursor of a terminal. */
function cellOf(value: unknown): string {
  const text =
    value === undefined || value === null
      ? '-'
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  return text.replace(/\p{Cc}/gu, '�');
}

function trimEnds(text: string): string {
  return text.replace(/[ \t]+$/gm, '');
}
