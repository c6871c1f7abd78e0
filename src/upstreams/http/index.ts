/**
 * HTTP to one upstream. Reads are repeated where that can help and still fit the deadline; writes are
 * sent once, and again only when no byte of the first can have left.
 */
import { Fault } from '../../domain/fault.ts';
import { sourceTitles } from '../../domain/source-name.ts';
import type { Call, UpstreamHealth } from '../source.ts';
import { createAttempt, type Reply } from './attempt.ts';
import { Bulkhead } from './bulkhead.ts';
import { isThrottled, pause, pauseBeforeMs } from './backoff.ts';
import { Breaker } from './breaker.ts';
import { isRepeatable, isSuccess, readFault, writeFault, type Answered } from './faults.ts';
import { CallHistory } from './health.ts';
import { observed } from './observed-attempt.ts';
import type { HttpOptions, Request } from './request.ts';
import { RetryBudgets, type RetryBudget } from './retry-budget.ts';
import { signOf, type Sign } from './sign.ts';

export type { HttpOptions, Request } from './request.ts';

export interface Http {
  /** The JSON of a 2xx answer. @throws Fault */
  readonly read: (request: Request, call: Call) => Promise<unknown>;
  /** The JSON of a 2xx answer; undefined when it had no body. @throws Fault */
  readonly write: (request: Request, call: Call) => Promise<unknown>;
  readonly health: () => UpstreamHealth;
  readonly traffic: () => Traffic;
  /** Whether a new operation with a credential of this fingerprint would be refused. */
  readonly isFullFor: (fingerprint: string) => boolean;
  readonly close: () => void;
}

/** How things stand at this moment, and how often the breaker has opened. */
export interface Traffic {
  readonly running: number;
  readonly waiting: number;
  readonly openings: number;
}

const maxAttempts = 3;

/** An attempt with less time than this left would only fail. */
const leastAttemptMs = 50;

export function createHttp(options: HttpOptions): Http {
  const bulkhead = new Bulkhead(options);
  const attempt = observed(createAttempt(options), options.observers ?? []);
  const history = new CallHistory();
  const breaker = new Breaker();
  const budgets = new RetryBudgets();
  const title = sourceTitles[options.source];

  async function once(
    request: Request,
    call: Call,
    mayProbe: boolean,
    renewed = false,
  ): Promise<Reply> {
    // Whoever would be refused at the end of the line need not stand in it.
    if (breaker.waitMs > 0) throw leftAlone();
    // Outside the bulkhead: a token has to be fetched through it, too.
    const headers = await inTime(call, call.credential.headers());
    const reply = await bulkhead.run(call, () => send(request, call, headers, mayProbe));
    const { 'x-request-id': upstreamRequestId } = reply.kind === 'answer' ? reply.headers : {};
    if (typeof upstreamRequestId === 'string') call.hears?.(upstreamRequestId);
    call.trace?.answered(request, reply.kind === 'answer' ? reply.status : null);
    const refused = reply.kind === 'answer' && reply.status === 401;
    const renewal = refused && !renewed ? call.credential.renew?.(headers) : undefined;
    return renewal !== undefined && (await inTime(call, renewal))
      ? once(request, call, mayProbe, true)
      : reply;
  }

  /** Now that there is room: if there is still time, and the upstream has not gone down meanwhile. */
  async function send(
    request: Request,
    call: Call,
    headers: Readonly<Record<string, string>>,
    mayProbe: boolean,
  ): Promise<Reply> {
    const leftMs = call.deadlineMs - performance.now();
    if (leftMs < leastAttemptMs) throw outOfTime();
    const report = breaker.admit(mayProbe);
    if (report === null) throw leftAlone();
    let sign: Sign = 'NOTHING';
    try {
      call.trace?.sent(request);
      const givenMs = Math.min(options.timeoutMs, leftMs);
      const reply = await attempt.send(request, headers, call, givenMs);
      sign = signOf(reply, givenMs, options.timeoutMs);
      return reply;
    } finally {
      report(sign);
      history.note(sign);
    }
  }

  /** What others may be waiting for as well goes on, but not this call. */
  async function inTime<T>(call: Call, pending: T | Promise<T>): Promise<T> {
    if (!(pending instanceof Promise)) return pending;
    const leftMs = Math.max(0, call.deadlineMs - performance.now());
    const late = AbortSignal.any([call.signal, AbortSignal.timeout(Math.ceil(leftMs))]);
    return Promise.race([
      pending,
      new Promise<never>((_resolve, reject) => {
        late.addEventListener('abort', () => {
          reject(outOfTime());
        });
      }),
    ]);
  }

  async function read(request: Request, call: Call): Promise<unknown> {
    call.trace?.asked(request, options.source, call.reason ?? 'byKeys');
    let paid: RetryBudget | null = null;
    for (let attempts = 1; ; attempts += 1) {
      const reply = await once(request, call, true);
      const read = isSuccess(reply) ? jsonOf(reply) : readFault(options, reply);
      if (!(read instanceof Fault)) {
        budgets.succeeded(paid);
        return read.json;
      }
      const pauseMs = pauseBeforeMs(attempts, reply);
      const isInTime = performance.now() + pauseMs + leastAttemptMs <= call.deadlineMs;
      const isWorthIt = isRepeatable(reply) && attempts < maxAttempts && breaker.waitMs === 0;
      paid = budgets.for(isThrottled(reply));
      if (!isWorthIt || !isInTime || !paid.take()) throw read;
      await pause(pauseMs, call.signal);
    }
  }

  async function write(request: Request, call: Call): Promise<unknown> {
    call.trace?.asked(request, options.source, call.reason ?? 'change');
    if (breaker.state !== 'CLOSED') await probe(call);
    let reply = await once(request, call, false);
    if (reply.kind === 'not-sent') reply = await once(request, call, false);
    if (!isSuccess(reply)) throw writeFault(options, reply);
    if (reply.status === 204 || reply.body.length === 0) return undefined;
    const written = jsonOf(reply);
    // Something else than the upstream may have answered: whether the change was made is open.
    if (written instanceof Fault) throw writeFault(options, { kind: 'lost', cause: written });
    return written.json;
  }

  /** Before a write goes to an upstream that was down, a read has to come back. */
  async function probe(call: Call): Promise<void> {
    const request: Request = { method: 'GET', path: options.probePath };
    call.trace?.asked(request, options.source, call.reason ?? 'change');
    await once(request, call, true);
  }

  function leftAlone(): Fault {
    return new Fault('UPSTREAM_UNAVAILABLE', `${title} is down, and is left alone for a moment.`, {
      source: options.source,
      retryAfterMs: Math.ceil(breaker.waitMs),
    });
  }

  function jsonOf(reply: Answered): { readonly json: unknown } | Fault {
    try {
      return { json: JSON.parse(reply.body) };
    } catch (cause) {
      return new Fault('UPSTREAM_MALFORMED', `${title} sent an answer that is not JSON.`, {
        source: options.source,
        upstreamStatus: reply.status,
        cause,
      });
    }
  }

  function outOfTime(): Fault {
    return new Fault('UPSTREAM_TIMEOUT', `${title} did not answer in time.`, {
      source: options.source,
    });
  }

  return {
    read,
    write,
    health: () => ({ ...history.health(), breaker: breaker.state }),
    traffic: () => ({
      running: bulkhead.running,
      waiting: bulkhead.waiting,
      openings: breaker.openings,
    }),
    isFullFor: (fingerprint) => bulkhead.isFullFor(fingerprint),
    close: attempt.close,
  };
}
