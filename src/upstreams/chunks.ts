/** Keys in groups that fit one request, by number and by what they add to its URL. */
export function chunksOf(
  keys: readonly string[],
  most: { readonly count: number; readonly characters: number },
): readonly (readonly string[])[] {
  const chunks: string[][] = [];
  let characters = Infinity;
  for (const key of keys) {
    const last = chunks.at(-1);
    if (
      last === undefined ||
      last.length >= most.count ||
      characters + key.length + 1 > most.characters
    ) {
      chunks.push([key]);
      characters = key.length;
    } else {
      last.push(key);
      characters += key.length + 1;
    }
  }
  return chunks;
}
