/**
 * HTTP to one upstream. Reads are shared and retried. A write is sent once; a second time only when no byte
 * of the first request can have left.
 */
import { Fault } from '../../domain/fault.ts';
import type { Call, UpstreamHealth } from '../source.ts';
import { createAttempt } from './attempt.ts';
import { Breaker } from './breaker.ts';
import { Bulkhead } from './bulkhead.ts';
import { isSuccess, jsonOf, unknownOutcome, writeFault } from './faults.ts';
import { ending } from './giving-up.ts';
import { CallHistory, worstOf } from './health.ts';
import type { KeyedAnswer, KeyedRead } from './keyed-read.ts';
import { observed } from './observed-attempt.ts';
import { createReading, type Reading, type Spared } from './reading.ts';
import type { HttpOptions, Request } from './request.ts';
import { createSending, type Sending } from './sending.ts';

export { keptInMemory, type KeptAnswers } from './kept-answers.ts';
export type { KeyedAnswer, KeyedRead } from './keyed-read.ts';
export type { HttpOptions, Request } from './request.ts';

export interface Http {
  /** The JSON of a 2xx answer. @throws Fault as docs/decisions/006-errors.md has it for a read */
  readonly read: (request: Request, call: Call) => Promise<unknown>;
  /** The same for records by their keys, perhaps in one call with keys that others ask for. @throws Fault */
  readonly readByKeys: (read: KeyedRead, call: Call) => Promise<KeyedAnswer>;
  /** The JSON of a 2xx answer; undefined when it had no body. @throws Fault as for a write, OUTCOME_UNKNOWN included */
  readonly write: (request: Request, call: Call) => Promise<unknown>;
  /** Reads with a breaker of their own, for a part of the upstream that may be down by itself. */
  readonly apart: () => Pick<Http, 'read'>;
  readonly health: () => UpstreamHealth;
  readonly traffic: () => Traffic;
  /** Whether a new operation of this holder would be refused, once so many others have come. */
  readonly isFullFor: (holder: string, others?: number) => boolean;
  /** From now on reads are sent, but no writes: the process may end before a write is answered. */
  readonly endWrites: () => void;
  /** Aborts everything under way. */
  readonly close: () => void;
}

/** Calls at this moment, and totals since the start. */
export interface Traffic {
  readonly running: number;
  readonly waiting: number;
  /** How often a breaker has opened. */
  readonly openings: number;
  /** Reads that needed no call of their own. */
  readonly spared: Spared;
}

/** A part of the upstream that can be down while the others are not. */
interface Part {
  readonly breaker: Breaker;
  readonly history: CallHistory;
  readonly sending: Sending;
  readonly reading: Reading;
}

export function createHttp(options: HttpOptions): Http {
  const bulkhead = new Bulkhead(options);
  const attempt = observed(createAttempt(options), options.observers ?? []);
  const parts: Part[] = [];

  /** All parts share the bulkhead and the connections. */
  function addPart(): Part {
    const breaker = new Breaker(options.patienceMs ?? options.timeoutMs);
    const history = new CallHistory();
    const sending = createSending(options, { bulkhead, breaker, history, attempt });
    const reading = createReading(options, sending, { breaker, bulkhead });
    const part = { breaker, history, sending, reading };
    parts.push(part);
    return part;
  }

  const { breaker, sending, reading } = addPart();
  let takesWrites = true;

  async function write(request: Request, call: Call): Promise<unknown> {
    call.trace?.asked(request, options.source, call.reason ?? 'change');
    if (breaker.state !== 'CLOSED') await probe(call);
    await reading.fence();
    try {
      return await writeOnce(request, call);
    } finally {
      await reading.fence();
    }
  }

  async function writeOnce(request: Request, call: Call): Promise<unknown> {
    const heldBack = () => (takesWrites ? null : ending(options.source));
    const sent = { ...request, heldBack };
    /** Asked when there is room for it. */
    const finalRequest = () => {
      const reason = heldBack();
      if (reason !== null) throw reason;
      return sent;
    };
    let reply = await sending.send(request, call, 'write', finalRequest);
    if (reply.kind === 'not-sent') reply = await sending.send(request, call, 'write', finalRequest);
    // The id of the write alone: reads that were made for it have ids, too, and its own may never come.
    const { 'x-request-id': upstreamRequestId } = reply.kind === 'answer' ? reply.headers : {};
    if (typeof upstreamRequestId === 'string') call.onRequestId?.(upstreamRequestId);
    if (!isSuccess(reply)) throw writeFault(options, reply);
    if (reply.body.length === 0) return undefined;
    const written = jsonOf(options, reply);
    // A 2xx without JSON may come from something other than the upstream, so the outcome is open.
    if (written instanceof Fault) throw unknownOutcome(options, reply, written);
    return written.json;
  }

  /** Before a write goes to an upstream that was down, a read has to find out whether it is back. */
  async function probe(call: Call): Promise<void> {
    const request: Request = { method: 'GET', path: options.probePath };
    call.trace?.asked(request, options.source, call.reason ?? 'change');
    await sending.send(request, call, 'read');
  }

  return {
    read: reading.read,
    readByKeys: reading.readByKeys,
    write,
    apart: () => ({ read: addPart().reading.read }),
    health: () => worstOf(parts.map(({ history, breaker }) => history.health(breaker.state))),
    traffic: () => ({
      running: bulkhead.running,
      waiting: bulkhead.waiting,
      openings: parts.reduce((sum, { breaker }) => sum + breaker.openings, 0),
      spared: reading.spared(),
    }),
    isFullFor: (holder, others) => bulkhead.isFullFor(holder, others),
    endWrites: () => {
      takesWrites = false;
    },
    close: attempt.close,
  };
}
