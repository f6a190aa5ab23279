/** How figures and tables are written. */

import type { Figure } from './statistics.ts';

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** `1.23 (1.10–1.40)` */
export function spread({ median, lowest, highest }: Figure, digits: number): string {
  const [low, high] = [lowest.toFixed(digits), highest.toFixed(digits)];
  return `${median.toFixed(digits)} (${low}–${high})`;
}

export function ratio(a: number, b: number): string {
  return (a / b).toFixed(1);
}

export function whole(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}
