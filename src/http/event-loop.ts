/** Whether the event loop keeps up. A late one makes every answer late, so that new work only harms. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolutionMs = 20;
const windowMs = 500;
const mostDelayMs = 250;

/** One long step is no trouble; a second window in a row is. */
const lateWindows = 2;

export interface EventLoopWatch {
  readonly isLate: () => boolean;
  readonly stop: () => void;
}

export function watchEventLoop(): EventLoopWatch {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  let late = 0;
  const timer = setInterval(() => {
    late = delay.mean / 1e6 - resolutionMs > mostDelayMs ? late + 1 : 0;
    delay.reset();
  }, windowMs);
  timer.unref();
  return {
    isLate: () => late >= lateWindows,
    stop: () => {
      clearInterval(timer);
      delay.disable();
    },
  };
}
