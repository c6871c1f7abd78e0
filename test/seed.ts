/**
 * Chance that can be had again. Everything drawn at random in tests comes from one number, which is 1
 * unless `SEED` says otherwise, and is printed by whoever draws.
 */
export const seed = Number(process.env.SEED ?? 1);

/** For fast-check. */
export function drawn(what: string): { readonly seed: number } {
  tell(what);
  return { seed };
}

/** From 0 to 1, the same for the same seed (mulberry32). */
export function seeded(what: string): () => number {
  tell(what);
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function tell(what: string): void {
  process.stdout.write(`${what} SEED=${seed}\n`);
}
