/**
 * Bytes that come in pieces, put together as they come. Each piece kept for itself, with what it was read into, a
 * text in pieces of one byte would take a hundred times its size.
 */
export class Pieces {
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

  /** @returns whether there is room for it; without, it is not taken */
  add(piece: Buffer): boolean {
    const length = this.#length + piece.length;
    if (length > this.#most) return false;
    if (this.#length === 0) this.#bytes = piece;
    else {
      if (length > this.#bytes.length) this.#grow(length);
      piece.copy(this.#bytes, this.#length);
    }
    this.#length = length;
    return true;
  }

  /** To twice what is needed, so that many small pieces are not copied over and over. */
  #grow(length: number): void {
    const larger = Buffer.allocUnsafe(Math.min(this.#most, length * 2));
    this.whole.copy(larger);
    this.#bytes = larger;
  }
}
