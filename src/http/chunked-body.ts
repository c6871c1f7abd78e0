/** Bodies that come in chunks, of any length. */
import type { IncomingMessage } from 'node:http';
import { pipeline, Transform, type TransformCallback } from 'node:stream';
import { GrowingBuffer } from '../bytes/growing-buffer.ts';

/**
 * The same body in one piece, gathered from now on. Node keeps each chunk for itself until it is read, which may be
 * some time after it came; and one of a single byte takes two hundred.
 *
 * @param mostBytes that are gathered; of a larger body no more is passed on than shows that it is larger
 */
export function gathered(request: IncomingMessage, mostBytes: number): Transform {
  const body = new GatheredBody(mostBytes);
  // What breaks off ends the gathered body as well; whoever reads it is told.
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
