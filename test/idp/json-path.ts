/** The subset of JSONPath that the corpus uses: `.a`, `['urn…']`, `[0]`, `[?(@.type=='work')]`. */

const STEP = /\.([\w$]+)|\['([^']+)'\]|\[(\d+)\]|\[\?\(@\.(\w+)=='([^']+)'\)\]/y;

type Fields = Record<string, unknown>;

/** The value at a path; undefined where there is none. A filter selects the first that matches. */
export function at(document: unknown, path: string): unknown {
  let value = document;
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const position = STEP.lastIndex;
    const step = STEP.exec(path);
    if (step === null) throw new Error(`cannot read ${path} from position ${position}`);
    value = follow(value, step);
  }
  return value;
}

function follow(value: unknown, [, name, quoted, index, key, wanted]: RegExpExecArray): unknown {
  if (value === undefined || value === null) return undefined;
  if (index !== undefined) return (value as unknown[])[Number(index)];
  if (key !== undefined) return (value as Fields[]).find((entry) => entry[key] === wanted);
  return (value as Fields)[name ?? quoted ?? ''];
}
