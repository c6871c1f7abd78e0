import type { Random } from './random.ts';

const OPENING_MS = Date.UTC(2021, 0, 4, 8);
const CLOSING_MS = Date.UTC(2025, 11, 19, 17);

/** Half of the records were never touched after their creation. */
export function seedTimes(random: Random): { createdAtMs: number; updatedAtMs: number } {
  const createdAtMs = random.between(OPENING_MS, CLOSING_MS);
  const updatedAtMs = random.chance(0.5) ? createdAtMs : random.between(createdAtMs, CLOSING_MS);
  return { createdAtMs, updatedAtMs };
}
