/**
 * Collects chunks of bytes in one growing buffer. A list of chunks would keep alive the memory that each was
 * read into: for chunks of one byte, a hundred times as much.
 */
export class GrowingBuffer {
  readonly #maxBytes: number;
  /** What has come, followed by room for more. */
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;

  /** @param maxBytes the most that it takes in all */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** What has come so far. */
  get whole(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** @returns whether there was room; where there was none, nothing is added */
  add(chunk: Buffer): boolean {
    const length = this.#length + chunk.length;
    if (length > this.#maxBytes) return false;
    if (this.#length === 0) this.#bytes = chunk;
    else {
      if (length > this.#bytes.length) this.#grow(length);
      chunk.copy(this.#bytes, this.#length);
    }
    this.#length = length;
    return true;
  }

  /** To twice what is needed, so that many small chunks are not copied again and again. */
  #grow(length: number): void {
    const larger = Buffer.allocUnsafe(Math.min(this.#maxBytes, length * 2));
    this.whole.copy(larger);
    this.#bytes = larger;
  }
}
