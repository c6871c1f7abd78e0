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

/** What a request passes through on its way. */
interface Way {
  readonly bulkhead: Bulkhead;
  readonly breaker: Breaker;
  readonly history: CallHistory;
  readonly attempt: Attempt;
}

export interface Sending {
  /**
   * One attempt, or two where the credential had to be renewed. Only a read may probe an upstream that was
   * down.
   *
   * @param finalRequest asked once there is room: what is sent instead of `request`, by which the trace knows it
   * @throws Fault where it is not sent
   */
  readonly send: (
    request: Request,
    call: Call,
    as: 'read' | 'write',
    finalRequest?: () => Request,
  ) => Promise<Reply>;
}

export function createSending(options: HttpOptions, way: Way): Sending {
  const { bulkhead, breaker, history, attempt } = way;
  const { source, timeoutMs, patienceMs = timeoutMs } = options;

  async function send(
    request: Request,
    call: Call,
    as: 'read' | 'write',
    finalRequest = () => request,
    renewed = false,
  ): Promise<Reply> {
    // A call that the breaker would refuse in the end need not wait in line first.
    if (breaker.waitMs(isInAHurry(call)) > 0) throw leftAlone(call);
    // Not inside the bulkhead: fetching a token takes a place in it, too.
    const headers = await withinCall(source, call, call.credential.headers());
    const reply = await bulkhead.run(call, () =>
      attemptNow(request, call, as, headers, finalRequest()),
    );
    call.trace?.answered(request, reply.kind === 'answer' ? reply.status : null);
    const refused = reply.kind === 'answer' && reply.status === 401;
    const renewal = refused && !renewed ? call.credential.renew?.(headers) : undefined;
    return renewal !== undefined && (await withinCall(source, call, renewal))
      ? send(request, call, as, finalRequest, true)
      : reply;
  }

  /** Now that there is room. @throws Fault where no time is left, or the upstream has gone down meanwhile */
  async function attemptNow(
    request: Request,
    call: Call,
    as: 'read' | 'write',
    headers: Readonly<Record<string, string>>,
    final: Request,
  ): Promise<Reply> {
    if (leftMs(call) < leastAttemptMs) throw outOfTime(source);
    const { deadlineMs } = call;
    const givenMs = Math.min(timeoutMs, leftMs(call));
    const report = breaker.admit(as === 'read', isHurried(givenMs, patienceMs));
    if (report === null) throw leftAlone(call);
    let sign: Sign = 'NOTHING';
    try {
      call.trace?.sent(request, final.idCount);
      const reply = await attempt.send(final, headers, call, givenMs);
      if (!isPerhapsRefused(request, reply)) sign = signOf(reply, givenMs, patienceMs);
      const isCutShort = reply.kind === 'timeout' && givenMs < timeoutMs;
      if (!isCutShort || call.deadlineMs <= deadlineMs) return reply;
    } finally {
      report(sign);
      history.note(sign);
    }
    // The attempt had only the time of the calls that waited for it then; one with more time has joined since.
    return attemptNow(request, call, as, headers, final);
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
