/** Draws what a request costs over the size of the workspace, as SVG. */

export interface Series {
  readonly name: string;
  /** In the order of the sizes. */
  readonly values: readonly number[];
}

export interface Panel {
  readonly title: string;
  readonly sizes: readonly number[];
  readonly series: readonly Series[];
}

const PANEL = { width: 470, height: 340, left: 50, right: 190, top: 50, bottom: 45 } as const;
const COLUMNS = 2;
const LABEL_HEIGHT = 14;
/** As many as there are operations: lines that cross can be told apart. */
const COLOURS = [
  ...['#1b6ca8', '#c0392b', '#2ca02c', '#e67e00', '#6c3483', '#8c564b'],
  ...['#d6409f', '#515a5a', '#8a8a00', '#0e9fb5', '#1a2a6c', '#0b5d3b'],
];

/** Panels two by two, both axes logarithmic; series that are the same share a line. */
export function plot(panels: readonly Panel[]): string {
  const width = PANEL.width * Math.min(COLUMNS, panels.length);
  const height = PANEL.height * Math.ceil(panels.length / COLUMNS);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    `<title>${panels.map(({ title }) => escaped(title)).join('; ')}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...panels.map((panel, index) => drawPanel(panel, placeOf(index))),
    '</svg>',
    '',
  ].join('\n');
}

function placeOf(index: number): string {
  return `${(index % COLUMNS) * PANEL.width} ${Math.floor(index / COLUMNS) * PANEL.height}`;
}

/** @param place of its upper left corner. */
function drawPanel({ title, sizes, series }: Panel, place: string): string {
  const lines = merged(series);
  const x = scale(extent(sizes), PANEL.left, PANEL.width - PANEL.right);
  const y = scale(
    extent(lines.flatMap(({ values }) => values)),
    PANEL.height - PANEL.bottom,
    PANEL.top,
  );
  const labels = labelPositions(lines.map(({ values }) => y(values.at(-1) ?? 1)));
  return [
    `<g transform="translate(${place})">`,
    `<text x="${PANEL.left}" y="22" font-size="13" font-weight="bold">${escaped(title)}</text>`,
    ...sizes.map((size) => verticalMark(x(size), size)),
    ...ticks(lines.flatMap(({ values }) => values)).map((value) => horizontalMark(y(value), value)),
    ...lines.map((line, index) => drawLine(line, sizes, x, y, labels[index] ?? 0)),
    '</g>',
  ].join('\n');
}

interface Line extends Series {
  /** That of the first of its names, which is the same in every panel with these series. */
  readonly colour: string;
}

/** Of series with the same values one line, with all their names. */
function merged(series: readonly Series[]): readonly Line[] {
  const byValues = new Map<string, Line>();
  for (const [index, { name, values }] of series.entries()) {
    const key = values.join();
    const same = byValues.get(key);
    const colour = COLOURS[index % COLOURS.length] ?? '#000';
    const line = same ? { ...same, name: `${same.name}; ${name}` } : { name, values, colour };
    byValues.set(key, line);
  }
  return [...byValues.values()];
}

/** Both ends a little wider than the values, so that a single one has its place too. */
function extent(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values) / 1.2, Math.max(...values) * 1.2];
}

function scale([least, most]: readonly [number, number], from: number, to: number) {
  const span = Math.log(most) - Math.log(least);
  return (value: number) =>
    round(from + ((Math.log(value) - Math.log(least)) / span) * (to - from));
}

/** 1, 2, 5, 10 … as far as the values go. */
function ticks(values: readonly number[]): readonly number[] {
  const [least, most] = extent(values);
  const powers = Array.from({ length: 10 }, (_, index) => 10 ** (index - 3));
  return powers
    .flatMap((power) => [power, 2 * power, 5 * power])
    .filter((value) => value >= least && value <= most);
}

/** Each label at its line, or as near as it takes not to cover another, and to stay beside the panel. */
function labelPositions(wanted: readonly number[]): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const positions: number[] = [];
  let free = PANEL.top;
  for (const index of order) {
    positions[index] = Math.max(free, wanted[index] ?? 0);
    free = positions[index] + LABEL_HEIGHT;
  }
  let last = PANEL.height - PANEL.bottom;
  for (const index of order.toReversed()) {
    positions[index] = round(Math.min(last, positions[index] ?? 0));
    last = positions[index] - LABEL_HEIGHT;
  }
  return positions;
}

function drawLine(
  { name, values, colour }: Line,
  sizes: readonly number[],
  x: (size: number) => number,
  y: (value: number) => number,
  labelY: number,
): string {
  const points = values.map((value, at) => `${x(sizes[at] ?? 1)},${y(value)}`);
  const labelX = PANEL.width - PANEL.right + 8;
  return [
    `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
    ...points.map((point) => {
      const [cx, cy] = point.split(',');
      return `<circle cx="${cx}" cy="${cy}" r="2.5" fill="${colour}"/>`;
    }),
    `<text x="${labelX}" y="${labelY + 4}" font-size="9" fill="${colour}">${escaped(name)}</text>`,
  ].join('\n');
}

function verticalMark(x: number, size: number): string {
  const bottom = PANEL.height - PANEL.bottom;
  return `<line x1="${x}" y1="${PANEL.top}" x2="${x}" y2="${bottom}" stroke="#ddd"/><text x="${x}" y="${bottom + 16}" text-anchor="middle">${size.toLocaleString('en-US')}</text>`;
}

function horizontalMark(y: number, value: number): string {
  return `<line x1="${PANEL.left}" y1="${y}" x2="${PANEL.width - PANEL.right}" y2="${y}" stroke="#eee"/><text x="${PANEL.left - 6}" y="${y + 4}" text-anchor="end">${value}</text>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
