/** Load, chance and figures for tests that measure. */
import { readdirSync, readFileSync } from 'node:fs';
import { pauseMs } from '../process/rig.ts';

export { seeded } from '../seed.ts';

/** The value below which the share of all lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** So many in all, so many at a time; results in the order in which they ended. */
export async function inParallel<T>(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      results.push(await work(index));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

/** So many a second for so long, however long each takes. */
export async function atRate<T>(
  perSecond: number,
  forMs: number,
  work: (index: number) => Promise<T>,
): Promise<T[]> {
  const begunAtMs = performance.now();
  const underWay: Promise<T>[] = [];
  for (let elapsedMs = 0; elapsedMs < forMs; elapsedMs = performance.now() - begunAtMs) {
    while (underWay.length < (elapsedMs / 1000) * perSecond) underWay.push(work(underWay.length));
    await pauseMs(5);
  }
  return Promise.all(underWay);
}

/** How many events fell into each second after the first of them. */
export function perSecond(atMs: readonly number[]): number[] {
  const [first = 0] = atMs;
  const seconds = atMs.map((each) => Math.floor((each - first) / 1000));
  const counts = Array.from({ length: Math.max(0, ...seconds) + 1 }, () => 0);
  for (const second of seconds) counts[second] = (counts[second] ?? 0) + 1;
  return counts;
}

export function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

/** The most that was ever resident. */
export function peakMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

/** CPU of all its threads since its start, to the hundredth of a second. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [userTicks, systemTicks] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(userTicks) + Number(systemTicks)) * 10;
}

export function openFiles(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

export function report(row: string, figures: Readonly<Record<string, number>>): void {
  const shown = Object.entries(figures).map(
    ([name, value]) => `${name} ${Number(value.toFixed(2))}`,
  );
  process.stdout.write(`${row} ${shown.join(', ')}\n`);
}
