/** The deadline of a call. Where several wait for it, the deadline may move while it runs. */
import type { Call } from '../source.ts';

export function leftMs({ deadlineMs }: Pick<Call, 'deadlineMs'>): number {
  return deadlineMs - performance.now();
}

/** Calls `tell` when the deadline has passed, wherever it has moved by then. Returns how to cancel that. */
export function whenLate(call: Pick<Call, 'deadlineMs'>, tell: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    const { deadlineMs } = call;
    const look = () => {
      if (call.deadlineMs > deadlineMs) wait();
      else tell();
    };
    timer = setTimeout(look, Math.max(0, leftMs(call)));
  };
  wait();
  return () => {
    clearTimeout(timer);
  };
}
