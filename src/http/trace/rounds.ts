/** How many calls came one after another: a call that began after another ended may have needed it. */

interface Timed {
  readonly startMs: number;
  readonly durationMs: number;
}

export function roundsOf(calls: readonly Timed[]): number {
  const ended: { readonly endMs: number; readonly round: number }[] = [];
  for (const { startMs, durationMs } of calls.toSorted((a, b) => a.startMs - b.startMs)) {
    const before = ended.filter(({ endMs }) => endMs <= startMs).map(({ round }) => round);
    ended.push({ endMs: startMs + durationMs, round: 1 + Math.max(0, ...before) });
  }
  return Math.max(0, ...ended.map(({ round }) => round));
}
