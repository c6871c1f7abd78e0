/** Waits for what others may be waiting for, too: a call that gives up does not end it. */
import type { SourceName } from '../../domain/source-name.ts';
import type { Call } from '../source.ts';
import { whenLate } from './deadline.ts';
import { givenUp, outOfTime } from './giving-up.ts';

/** @throws Fault where the call's time is up, or its client has left, before it has settled */
export function withinCall<T>(
  source: SourceName,
  call: Call,
  pending: T | Promise<T>,
): T | Promise<T> {
  if (!(pending instanceof Promise)) return pending;
  return new Promise<T>((resolve, reject) => {
    const forgetDeadline = whenLate(call, () => {
      reject(outOfTime(source));
    });
    const whenClientLeaves = () => {
      reject(givenUp(source));
    };
    call.signal.addEventListener('abort', whenClientLeaves, { once: true });
    if (call.signal.aborted) whenClientLeaves();
    const settle = () => {
      forgetDeadline();
      call.signal.removeEventListener('abort', whenClientLeaves);
    };
    pending.finally(settle).then(resolve, reject);
  });
}
