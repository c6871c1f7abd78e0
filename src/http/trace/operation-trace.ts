/** Records the upstream calls of one operation, and stops those that it may not make. */
import { Fault } from '../../domain/fault.ts';
import type { SourceName } from '../../domain/source-name.ts';
import type { Counted, Reason, Trace, TracedRequest } from '../../upstreams/source.ts';
import { routeOf } from './route.ts';
import { roundsOf } from './rounds.ts';

/** Of a call that was made, or would be. */
export interface PlannedCall {
  readonly source: SourceName;
  readonly method: string;
  readonly route: string;
  readonly include: string | null;
  readonly idCount: number;
  readonly reason: Reason;
}

export interface TracedCall extends PlannedCall {
  /** Of the last answer; `null` where none came. */
  readonly status: number | null;
  /** From the beginning of the operation. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly attempts: number;
}

export type Counts = Readonly<Record<Counted | 'calls' | 'rounds' | 'retries', number>>;

interface Entry extends Omit<PlannedCall, 'idCount'> {
  idCount: number;
  readonly startMs: number;
  endMs: number | null;
  status: number | null;
  attempts: number;
}

export class OperationTrace implements Trace {
  readonly #startedMs = performance.now();
  readonly #budget: number;
  readonly #entries = new Map<TracedRequest, Entry>();
  readonly #counts = { records: 0, fromStore: 0, shared: 0, coalesced: 0, cached: 0 };
  #sent = 0;

  /** @param budget the most requests that may be sent */
  constructor(budget: number) {
    this.#budget = budget;
  }

  asked(request: TracedRequest, source: SourceName, reason: Reason): void {
    this.#entries.set(request, {
      ...plannedCall(request, source, reason),
      startMs: performance.now() - this.#startedMs,
      endMs: null,
      status: null,
      attempts: 0,
    });
  }

  sent(request: TracedRequest, idCount?: number): void {
    this.#spend();
    const entry = this.#entries.get(request);
    if (entry === undefined) return;
    entry.attempts += 1;
    entry.idCount = idCount ?? entry.idCount;
  }

  joined(_request: TracedRequest, how: 'shared' | 'coalesced' | 'cached'): void {
    // The operation needs it; that others do, or just did, is chance, which no limit should rest on.
    this.#spend();
    this.count(how, 1);
  }

  answered(request: TracedRequest, status: number | null): void {
    const entry = this.#entries.get(request);
    if (entry === undefined) return;
    entry.status = status;
    entry.endMs = performance.now() - this.#startedMs;
  }

  count(what: Counted, by: number): void {
    this.#counts[what] += by;
  }

  #spend(): void {
    if (this.#sent >= this.#budget) throw overBudget(this.#budget);
    this.#sent += 1;
  }

  /** In the order in which they were asked for. */
  get calls(): readonly TracedCall[] {
    const nowMs = performance.now() - this.#startedMs;
    return [...this.#entries.values()]
      .filter(({ attempts }) => attempts > 0)
      .map(({ endMs, ...entry }) => ({
        ...entry,
        startMs: rounded(entry.startMs),
        durationMs: rounded((endMs ?? nowMs) - entry.startMs),
      }));
  }

  get counts(): Counts {
    const { calls } = this;
    return {
      calls: calls.length,
      rounds: roundsOf(calls),
      ...this.#counts,
      retries: calls.reduce((retries, { attempts }) => retries + attempts - 1, 0),
    };
  }
}

/** Records what would be asked, and lets nothing out. */
export class RehearsalTrace implements Trace {
  readonly planned: PlannedCall[] = [];
  /** What ends every call of a rehearsal. */
  readonly stop = new Fault('CANCELLED', 'Nothing is sent.');

  asked(request: TracedRequest, source: SourceName, reason: Reason): void {
    this.planned.push(plannedCall(request, source, reason));
    throw this.stop;
  }

  sent(): void {
    throw this.stop;
  }

  joined(): void {
    throw this.stop;
  }

  answered(): void {
    // Nothing is ever answered.
  }

  count(): void {
    // Nothing is ever found.
  }
}

export function overBudget(budget: number): Fault {
  return new Fault(
    'OPERATION_TOO_EXPENSIVE',
    `This operation needs more upstream calls than ${budget}, the most that its x-upstream-budget allows.`,
  );
}

function plannedCall(request: TracedRequest, source: SourceName, reason: Reason): PlannedCall {
  const { route, include, idsInPath } = routeOf(request.path);
  const idCount = request.idCount ?? Math.min(idsInPath, 1);
  return { source, method: request.method, route, include, idCount, reason };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
