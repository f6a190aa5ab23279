/** The part of the README that the benchmark writes. */

const BEGIN = '<!-- The benchmark writes from here: npm run bench -- --readme -->';
const END = '<!-- to here. -->';

/** @throws {Error} where the README has no place for it. */
export function insertReport(readme: string, report: string): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin === -1 || end < begin) throw new Error('README.md has no place for the benchmark');
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${report}\n\n${readme.slice(end)}`;
}
