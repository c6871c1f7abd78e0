/** Whether the event loop keeps up. When it is late, every answer is late, and new work makes it worse. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolutionMs = 20;
const windowMs = 500;
const mostDelayMs = 250;

/** One long task is harmless; two late windows in a row are not. */
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
