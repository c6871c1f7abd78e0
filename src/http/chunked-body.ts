/** Bodies that come in chunks, of any length. */
import type { IncomingMessage } from 'node:http';
import { pipeline, Transform, type TransformCallback } from 'node:stream';
import { GrowingBuffer } from '../bytes/growing-buffer.ts';

/**
 * The body as one chunk, gathered from now on. Node would keep each chunk by itself until it is read, which may be
 * much later; and a chunk of one byte takes two hundred.
 *
 * @param mostBytes of a larger body, no more is passed on than shows that it is too large
 */
export function gathered(request: IncomingMessage, mostBytes: number): Transform {
  const body = new GatheredBody(mostBytes);
  // Where the request breaks off, the gathered body fails as well, which its reader sees.
  pipeline(request, body, () => undefined);
  return body;
}

class GatheredBody extends Transform {
  readonly #body: GrowingBuffer;
  #isTooLarge = false;

  constructor(mostBytes: number) {
    super();
    this.#body = new GrowingBuffer(mostBytes);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (!this.#isTooLarge && !this.#body.add(chunk)) {
      this.#isTooLarge = true;
      this.push(this.#body.whole);
      this.push(chunk);
    }
    done();
  }

  override _flush(done: TransformCallback): void {
    if (!this.#isTooLarge) this.push(this.#body.whole);
    done();
  }
}
