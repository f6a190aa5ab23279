/** Entries that one process remembers; of a deployment's tokens the busiest fit. */
export const CAPACITY = 1000;

/** Sets an entry, and forgets the oldest where there are too many. */
export function remember<Value>(known: Map<string, Value>, key: string, value: Value): void {
  const [oldest] = known.keys();
  if (known.size >= CAPACITY && oldest !== undefined) known.delete(oldest);
  known.delete(key);
  known.set(key, value);
}
