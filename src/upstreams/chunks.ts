/** Keys in groups of at most so many, each for one request. */
export function chunksOf(keys: readonly string[], most: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(keys.length / most) }, (_, index) =>
    keys.slice(index * most, (index + 1) * most),
  );
}
