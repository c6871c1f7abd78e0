/** A request on its way: with its credential, past the breaker, through the bulkhead. */
import { Fault } from '../../domain/fault.ts';
import { sourceTitles } from '../../domain/source-name.ts';
import { leastAttemptMs, type Call } from '../source.ts';
import type { Attempt } from './attempt.ts';
import type { Reply } from './incoming.ts';
import type { Breaker } from './breaker.ts';
import type { Bulkhead } from './bulkhead.ts';
import { leftMs } from './deadline.ts';
import { isPerhapsRefused } from './faults.ts';
import { outOfTime } from './giving-up.ts';
import type { CallHistory } from './health.ts';
import type { HttpOptions, Request } from './request.ts';
import { isHurried, signOf, type Sign } from './sign.ts';
import { withinCall } from './within-call.ts';

interface Way {
  readonly bulkhead: Bulkhead;
  readonly breaker: Breaker;
  readonly history: CallHistory;
  readonly attempt: Attempt;
}

export interface Sending {
  /**
   * One attempt, or two where the credential had to be renewed. A read may find out whether the upstream
   * is there again.
   *
   * @param boarded what is sent in the end, once there is room for it; known as `request` to the trace
   * @throws Fault where it is not sent
   */
  readonly send: (
    request: Request,
    call: Call,
    as: 'read' | 'write',
    boarded?: () => Request,
  ) => Promise<Reply>;
}

export function createSending(options: HttpOptions, way: Way): Sending {
  const { bulkhead, breaker, history, attempt } = way;
  const { source, timeoutMs, patienceMs = timeoutMs } = options;

  async function send(
    request: Request,
    call: Call,
    as: 'read' | 'write',
    boarded = () => request,
    renewed = false,
  ): Promise<Reply> {
    // Whoever would be refused at the end of the line need not stand in it.
    if (breaker.waitMs(isInAHurry(call)) > 0) throw leftAlone(call);
    // Outside the bulkhead: a token has to be fetched through it, too.
    const headers = await withinCall(source, call, call.credential.headers());
    const reply = await bulkhead.run(call, () => attemptNow(request, call, as, headers, boarded()));
    const { 'x-request-id': upstreamRequestId } = reply.kind === 'answer' ? reply.headers : {};
    if (typeof upstreamRequestId === 'string') call.hears?.(upstreamRequestId);
    call.trace?.answered(request, reply.kind === 'answer' ? reply.status : null);
    const refused = reply.kind === 'answer' && reply.status === 401;
    const renewal = refused && !renewed ? call.credential.renew?.(headers) : undefined;
    return renewal !== undefined && (await withinCall(source, call, renewal))
      ? send(request, call, as, boarded, true)
      : reply;
  }

  /** Now that there is room: if there is still time, and the upstream has not gone down meanwhile. */
  async function attemptNow(
    request: Request,
    call: Call,
    as: 'read' | 'write',
    headers: Readonly<Record<string, string>>,
    boarded: Request,
  ): Promise<Reply> {
    if (leftMs(call) < leastAttemptMs) throw outOfTime(source);
    const { deadlineMs } = call;
    const givenMs = Math.min(timeoutMs, leftMs(call));
    const report = breaker.admit(as === 'read', isHurried(givenMs, patienceMs));
    if (report === null) throw leftAlone(call);
    let sign: Sign = 'NOTHING';
    try {
      call.trace?.sent(request, boarded.idCount);
      const reply = await attempt.send(boarded, headers, call, givenMs);
      if (!isPerhapsRefused(request, reply)) sign = signOf(reply, givenMs, patienceMs);
      const isCutShort = reply.kind === 'timeout' && givenMs < timeoutMs;
      if (!isCutShort || call.deadlineMs <= deadlineMs) return reply;
    } finally {
      report(sign);
      history.note(sign);
    }
    // It had no more time than who waited for it; somebody with more of it has come meanwhile.
    return attemptNow(request, call, as, headers, boarded);
  }

  function isInAHurry(call: Call): boolean {
    return isHurried(Math.min(timeoutMs, leftMs(call)), patienceMs);
  }

  function leftAlone(call: Call): Fault {
    const message = `${sourceTitles[source]} is down, and is left alone for a moment.`;
    return new Fault('UPSTREAM_UNAVAILABLE', message, {
      source,
      retryAfterMs: Math.ceil(breaker.waitMs(isInAHurry(call))),
    });
  }

  return { send };
}
