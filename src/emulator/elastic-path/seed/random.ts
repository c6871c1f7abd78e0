/** Repeatable chance: the same seed tells the same story on every machine. */
export interface Random {
  /** At least `from`, at most `to`, both included. */
  between(from: number, to: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  chance(probability: number): boolean;
  /** An id with the shape of a version 4 UUID. */
  uuid(): string;
}

export function createRandom(seed: number): Random {
  const next = mulberry32(seed);
  const hex = (digits: number) =>
    Math.floor(next() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    between,
    pick: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
    chance: (probability) => next() < probability,
    uuid: () =>
      [
        hex(8),
        hex(4),
        `4${hex(3)}`,
        `${'89ab'.charAt(between(0, 3))}${hex(3)}`,
        hex(6) + hex(6),
      ].join('-'),
  };
}

function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
