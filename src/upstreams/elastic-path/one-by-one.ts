/**
 * Sends writes to one record one after another: of two at once, the API may lose one. Writes to different
 * records do not wait for each other.
 */
import { withinCall } from '../http/within-call.ts';
import type { Call } from '../source.ts';

export class OneByOne {
  /** By record: resolves when the last write in its line has ended. */
  readonly #lines = new Map<string, Promise<void>>();

  /** How many records are being written to. */
  get size(): number {
    return this.#lines.size;
  }

  /** @throws Fault where the call's time is up, or its client has left, before its turn: nothing is sent */
  async run<T>(record: string, call: Call, write: () => Promise<T>): Promise<T> {
    const before = this.#lines.get(record);
    const own = Promise.withResolvers<undefined>();
    // A write that leaves early does not let the next one past those before it.
    const line = Promise.all([before, own.promise]).then(() => {
      if (this.#lines.get(record) === line) this.#lines.delete(record);
    });
    this.#lines.set(record, line);
    try {
      await withinCall('ELASTIC_PATH', call, before);
      return await write();
    } finally {
      own.resolve(undefined);
    }
  }
}
