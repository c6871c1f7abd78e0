/** Identifies a caller within the time that their operation has. */
import { Fault } from '../domain/fault.ts';
import type { Caller } from './caller.ts';

/** @throws Fault UPSTREAM_UNAVAILABLE when that takes longer; the next request may find the keys there */
export function callerInTime(knowing: Promise<Caller>, withinMs: number): Promise<Caller> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Fault('UPSTREAM_UNAVAILABLE', 'Callers cannot be verified in time just now.'));
    }, withinMs);
    const settle = () => {
      clearTimeout(late);
    };
    knowing.finally(settle).then(resolve, reject);
  });
}
