/** Finding out who the caller is takes no more than the time that his operation has. */
import { Fault } from '../domain/fault.ts';
import type { Caller } from './caller.ts';

/** @throws Fault UPSTREAM_UNAVAILABLE when it is not known by then; whoever comes next may find it known */
export function callerInTime(knowing: Promise<Caller>, withinMs: number): Promise<Caller> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Fault('UPSTREAM_UNAVAILABLE', 'Callers cannot be told apart in time just now.'));
    }, withinMs);
    const settle = () => {
      clearTimeout(late);
    };
    knowing.finally(settle).then(resolve, reject);
  });
}
