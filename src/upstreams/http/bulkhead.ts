/** How many calls may be under way at once: to the upstream, and for one credential. */
import PQueue from 'p-queue';
import { Fault } from '../../domain/fault.ts';
import { sourceTitles, type SourceName } from '../../domain/source-name.ts';
import type { Call } from '../source.ts';

interface Bulkhead {
  /** Runs the task when there is room. A waiter leaves when its client is gone or its time is up. */
  readonly run: <T>(call: Call, task: () => Promise<T>) => Promise<T>;
}

export function createBulkhead(options: {
  readonly source: SourceName;
  readonly maxConcurrency: number;
  readonly maxConcurrencyPerCredential: number;
}): Bulkhead {
  const upstream = new PQueue({ concurrency: options.maxConcurrency });
  const byCredential = new Map<string, PQueue>();

  function queueOf(fingerprint: string): PQueue {
    let queue = byCredential.get(fingerprint);
    if (queue === undefined) {
      queue = new PQueue({ concurrency: options.maxConcurrencyPerCredential });
      queue.addEventListener('idle', () => byCredential.delete(fingerprint), { once: true });
      byCredential.set(fingerprint, queue);
    }
    return queue;
  }

  async function run<T>(call: Call, task: () => Promise<T>): Promise<T> {
    const leftMs = Math.max(0, Math.ceil(call.deadlineMs - performance.now()));
    let started = false;
    const waiting = AbortSignal.any([call.signal, AbortSignal.timeout(leftMs)]);
    const start = () => {
      started = true;
      return task();
    };
    const queue = queueOf(call.credential.fingerprint);
    try {
      return await queue.add(() => upstream.add(start, { signal: waiting }), { signal: waiting });
    } catch (error) {
      if (started || !waiting.aborted) throw error;
      throw call.signal.aborted ? gaveUp('CANCELLED') : gaveUp('UPSTREAM_TIMEOUT');
    }
  }

  function gaveUp(code: 'CANCELLED' | 'UPSTREAM_TIMEOUT'): Fault {
    return new Fault(
      code,
      `There was no room for a call to ${sourceTitles[options.source]} in time.`,
      {
        source: options.source,
      },
    );
  }

  return { run };
}
