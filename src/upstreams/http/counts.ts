/** How many there are of each key. Keys of which there are none are forgotten. */
export class Counts<Key> {
  readonly #counts = new Map<Key, number>();
  total = 0;

  /** How many different keys there are. */
  get size(): number {
    return this.#counts.size;
  }

  of(key: Key): number {
    return this.#counts.get(key) ?? 0;
  }

  add(key: Key): void {
    this.#counts.set(key, this.of(key) + 1);
    this.total += 1;
  }

  remove(key: Key): void {
    const left = this.of(key) - 1;
    if (left > 0) this.#counts.set(key, left);
    else this.#counts.delete(key);
    this.total -= 1;
  }
}
