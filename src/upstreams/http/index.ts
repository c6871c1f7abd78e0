/**
 * HTTP to one upstream. Reads are repeated where that can help and still fit the deadline; writes are
 * sent once, and again only when no byte of the first can have left.
 */
import { Fault } from '../../domain/fault.ts';
import { sourceTitles } from '../../domain/source-name.ts';
import type { Call, UpstreamHealth } from '../source.ts';
import { createAttempt, type Reply } from './attempt.ts';
import { Bulkhead } from './bulkhead.ts';
import { pause, pauseBeforeMs } from './backoff.ts';
import { isRepeatable, isSuccess, readFault, writeFault, type Answered } from './faults.ts';
import { Breaker } from './breaker.ts';
import { CallHistory, isAlive } from './health.ts';
import type { HttpOptions, Request } from './request.ts';
import { RetryBudget } from './retry-budget.ts';

export type { HttpOptions, Request } from './request.ts';

export interface Http {
  /** The JSON of a 2xx answer. @throws Fault */
  readonly read: (request: Request, call: Call) => Promise<unknown>;
  /** The JSON of a 2xx answer; undefined when it had no body. @throws Fault */
  readonly write: (request: Request, call: Call) => Promise<unknown>;
  readonly health: () => UpstreamHealth;
  readonly close: () => void;
}

const maxAttempts = 3;

/** An attempt with less time than this left would only fail. */
const leastAttemptMs = 50;

export function createHttp(options: HttpOptions): Http {
  const bulkhead = new Bulkhead(options);
  const attempt = createAttempt(options);
  const history = new CallHistory();
  const breaker = new Breaker();
  const retries = new RetryBudget();
  const title = sourceTitles[options.source];

  async function once(request: Request, call: Call, renewed = false): Promise<Reply> {
    // Outside the bulkhead: a token has to be fetched through it, too.
    const headers = await inTime(call, call.credential.headers());
    const reply = await bulkhead.run(call, async () => {
      const leftMs = call.deadlineMs - performance.now();
      if (leftMs < leastAttemptMs) throw outOfTime();
      call.trace?.sent(request);
      return attempt.send(request, headers, call, Math.min(options.timeoutMs, leftMs));
    });
    history.note(reply);
    if (isAlive(reply)) breaker.succeeded();
    else breaker.failed();
    const { 'x-request-id': upstreamRequestId } = reply.kind === 'answer' ? reply.headers : {};
    if (typeof upstreamRequestId === 'string') call.hears?.(upstreamRequestId);
    call.trace?.answered(request, reply.kind === 'answer' ? reply.status : null);
    const refused = reply.kind === 'answer' && reply.status === 401;
    const renewal = refused && !renewed ? call.credential.renew?.(headers) : undefined;
    return renewal !== undefined && (await inTime(call, renewal))
      ? once(request, call, true)
      : reply;
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

  /** A read that finds the upstream left alone fails at once, unless it is the one to try. */
  async function guarded(request: Request, call: Call): Promise<Reply> {
    if (breaker.state === 'CLOSED') return once(request, call);
    if (!breaker.takeProbe()) throw leftAlone();
    try {
      return await once(request, call);
    } finally {
      breaker.probeTaughtNothing();
    }
  }

  async function read(request: Request, call: Call): Promise<unknown> {
    call.trace?.asked(request, options.source, call.reason ?? 'byKeys');
    for (let attempts = 1; ; attempts += 1) {
      const reply = await guarded(request, call);
      const read = isSuccess(reply) ? jsonOf(reply) : readFault(options, reply);
      if (!(read instanceof Fault)) {
        retries.succeeded(attempts);
        return read.json;
      }
      if (!isRepeatable(reply) || attempts >= maxAttempts || !retries.take()) throw read;
      const pauseMs = pauseBeforeMs(attempts, reply);
      if (performance.now() + pauseMs + leastAttemptMs > call.deadlineMs) throw read;
      await pause(pauseMs, call.signal);
    }
  }

  async function write(request: Request, call: Call): Promise<unknown> {
    call.trace?.asked(request, options.source, call.reason ?? 'change');
    await reachable(call);
    let reply = await once(request, call);
    if (reply.kind === 'not-sent') reply = await once(request, call);
    if (!isSuccess(reply)) throw writeFault(options, reply);
    if (reply.status === 204 || reply.body.length === 0) return undefined;
    const written = jsonOf(reply);
    // Something else than the upstream may have answered: whether the change was made is open.
    if (written instanceof Fault) throw writeFault(options, { kind: 'lost', cause: written });
    return written.json;
  }

  /** Before a write goes to an upstream that was down, a read has to come back. */
  async function reachable(call: Call): Promise<void> {
    if (breaker.state === 'CLOSED') return;
    const reply = await guarded({ method: 'GET', path: options.probePath }, call);
    if (!isAlive(reply)) throw leftAlone();
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
    close: attempt.close,
  };
}
