/** Lists of at most `size`, in order. */
export function chunksOf<Entry>(
  size: number,
  entries: readonly Entry[],
): readonly (readonly Entry[])[] {
  return Array.from({ length: Math.ceil(entries.length / size) }, (_, index) =>
    entries.slice(index * size, (index + 1) * size),
  );
}
