/** One measurement: so many operations of one workload against one contestant. */
import { ask, type Question } from './caller.ts';
import type { Served, Stub } from './processes.ts';

export interface Measured {
  readonly cpuMs: number;
  readonly perSecond: number;
  readonly tookMs: readonly number[];
}

export interface Load {
  readonly question: Question;
  readonly credential: () => string;
  readonly count: number;
  /** Callers at once, each with one operation at a time. */
  readonly atOnce: number;
}

/** CPU is that of the whole process, its threads and its garbage collection included. */
export async function measure(served: Served, load: Load): Promise<Measured> {
  const { question, credential, count, atOnce } = load;
  const tookMs: number[] = [];
  const before = await served.usage();
  const begunAtMs = performance.now();
  let begun = 0;
  const caller = async () => {
    while (begun < count) {
      begun += 1;
      const answer = await ask(served.port, question, credential());
      if (answer.status !== 200) throw new Error(`${served.contestant.name}: ${answer.text}`);
      tookMs.push(answer.tookMs);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, caller));
  const seconds = (performance.now() - begunAtMs) / 1000;
  const after = await served.usage();
  return { cpuMs: (after.cpuMs - before.cpuMs) / count, perSecond: count / seconds, tookMs };
}

export interface Calls {
  /** For each operation. */
  readonly calls: number;
  /** How many of them stand one behind the other. */
  readonly rounds: number;
}

/** Late enough for calls of one round to overlap. */
const countingLatencyMs = 20;

/** Upstream calls of one operation of a caller who was never seen before. */
export async function countCalls(
  served: Served,
  stub: Stub,
  question: Question,
  credential: string,
): Promise<Calls> {
  await stub.order({ latencyMs: countingLatencyMs });
  await ask(served.port, question, credential);
  const { calls } = await stub.order({ latencyMs: 0 });
  return { calls: calls.length, rounds: roundsOf(calls) };
}

/** The longest chain of calls of which each began when the one before had ended. */
function roundsOf(calls: readonly { begunAtMs: number; endedAtMs: number }[]): number {
  const chains: { endedAtMs: number; length: number }[] = [];
  for (const { begunAtMs, endedAtMs } of calls.toSorted((a, b) => a.begunAtMs - b.begunAtMs)) {
    const before = chains.filter((each) => each.endedAtMs <= begunAtMs);
    chains.push({ endedAtMs, length: 1 + Math.max(0, ...before.map((each) => each.length)) });
  }
  return Math.max(0, ...chains.map((each) => each.length));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which the share of all lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
