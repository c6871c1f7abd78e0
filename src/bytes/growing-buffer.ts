/**
 * Chunks of bytes in one buffer, which grows as they come. A list of chunks would also keep the memory into which each
 * was read: with chunks of one byte, a hundred times as much.
 */
export class GrowingBuffer {
  readonly #most: number;
  /** Begins with what has come; the rest of it is room for more. */
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;

  /** @param most how many bytes may come */
  constructor(most: number) {
    this.#most = most;
  }

  /** What has come so far. */
  get whole(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** @returns whether there was room for it; else it is not taken */
  add(chunk: Buffer): boolean {
    const length = this.#length + chunk.length;
    if (length > this.#most) return false;
    if (this.#length === 0) this.#bytes = chunk;
    else {
      if (length > this.#bytes.length) this.#grow(length);
      chunk.copy(this.#bytes, this.#length);
    }
    this.#length = length;
    return true;
  }

  /** To twice what is needed, so that many small chunks are not copied over and over. */
  #grow(length: number): void {
    const larger = Buffer.allocUnsafe(Math.min(this.#most, length * 2));
    this.whole.copy(larger);
    this.#bytes = larger;
  }
}
