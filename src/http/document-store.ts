/**
 * Documents that were parsed and validated, so that those which come again need not be. A parsed document
 * takes some forty times the memory of its text, and what is compiled of it goes with it: one is kept when
 * it comes for the second time, since most of those that come once never do again.
 */
import type { DocumentNode } from 'graphql';

const mostCharacters = 500_000;
/** For what each takes however short it is. */
const leastCharacters = 200;
const mostSeenOnce = 5000;

export class DocumentStore {
  /** From the one used longest ago to the one used last. */
  readonly #documents = new Map<string, DocumentNode>();
  readonly #seenOnce = new Set<string>();
  #characters = 0;

  get(key: string): Promise<DocumentNode | undefined> {
    const document = this.#documents.get(key);
    if (document !== undefined) {
      this.#documents.delete(key);
      this.#documents.set(key, document);
    }
    return Promise.resolve(document);
  }

  set(key: string, document: DocumentNode): Promise<void> {
    if (!this.#comesAgain(key)) return Promise.resolve();
    this.#forget(key);
    this.#documents.set(key, document);
    this.#characters += charactersOf(document);
    for (const oldest of this.#documents.keys()) {
      if (this.#characters <= mostCharacters) break;
      this.#forget(oldest);
    }
    return Promise.resolve();
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.#forget(key));
  }

  #comesAgain(key: string): boolean {
    if (this.#documents.has(key) || this.#seenOnce.delete(key)) return true;
    this.#seenOnce.add(key);
    const [oldest] = this.#seenOnce;
    if (this.#seenOnce.size > mostSeenOnce && oldest !== undefined) this.#seenOnce.delete(oldest);
    return false;
  }

  #forget(key: string): boolean {
    const document = this.#documents.get(key);
    if (document !== undefined) this.#characters -= charactersOf(document);
    return this.#documents.delete(key);
  }
}

function charactersOf({ loc }: DocumentNode): number {
  // A document that does not say where it stood counts as a large one.
  return Math.max(loc?.source.body.length ?? 10_000, leastCharacters);
}
