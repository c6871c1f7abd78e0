/** The end of the time that a call has. Where several wait for it, that may move while it runs. */
import type { Call } from '../source.ts';

export function leftMs({ deadlineMs }: Pick<Call, 'deadlineMs'>): number {
  return deadlineMs - performance.now();
}

/** Tells when the time is up, wherever the deadline stands by then. Returns how to be told nothing. */
export function whenLate(call: Pick<Call, 'deadlineMs'>, tell: () => void): () => void {
  let { deadlineMs } = call;
  const look = () => {
    if (call.deadlineMs <= deadlineMs) {
      tell();
      return;
    }
    deadlineMs = call.deadlineMs;
    timer = setTimeout(look, Math.max(0, leftMs(call)));
  };
  let timer = setTimeout(look, Math.max(0, leftMs(call)));
  return () => {
    clearTimeout(timer);
  };
}
