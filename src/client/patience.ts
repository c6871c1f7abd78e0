/** How long a call may take in all, and how long it waits between its attempts. */
import { errorOf } from './errors.ts';

const firstDelayMs = 100;
const mostDelayMs = 5000;
/** A timer set for longer would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Ends with the caller's signal or with the time that the call has. `end` must be called. */
export class Patience {
  readonly #endsAtMs: number;
  readonly #controller = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #callers: AbortSignal | undefined;

  constructor(timeoutMs: number, signal: AbortSignal | undefined) {
    signal?.throwIfAborted();
    this.#endsAtMs = performance.now() + timeoutMs;
    this.#callers = signal;
    signal?.addEventListener('abort', this.#leave);
    const expire = () => {
      const message = `There was no answer within ${timeoutMs} ms.`;
      this.#controller.abort(errorOf('TIMEOUT', message));
    };
    this.#timer = setTimeout(expire, Math.min(timeoutMs, longestTimerMs));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * With full jitter, so that clients that failed together do not come back together; never sooner than the
   * gateway asks.
   *
   * @returns null where there is not that much time left, or no timer that long
   */
  delayMs(attempt: number, retryAfterMs: number | null): number | null {
    const jitterMs = Math.random() * Math.min(mostDelayMs, firstDelayMs * 2 ** attempt);
    const delayMs = (retryAfterMs ?? 0) + jitterMs;
    const isInTime = performance.now() + delayMs < this.#endsAtMs;
    return isInTime && delayMs <= longestTimerMs ? delayMs : null;
  }

  /** @throws the reason of the signal, where it comes first */
  async wait<T>(pending: Promise<T>): Promise<T> {
    const { signal } = this;
    let leave: () => void = () => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => {
        reject(signal.reason as Error);
      };
    });
    signal.addEventListener('abort', leave);
    if (signal.aborted) leave();
    try {
      return await Promise.race([pending, left]);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** @throws the reason of the signal, where it comes first */
  async pause(delayMs: number): Promise<void> {
    const { signal } = this;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, delayMs);
      signal.addEventListener('abort', done);
    });
    signal.throwIfAborted();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#callers?.removeEventListener('abort', this.#leave);
  }

  readonly #leave = () => {
    this.#controller.abort(this.#callers?.reason);
  };
}
