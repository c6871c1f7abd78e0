/**
 * Documents that were parsed and validated, so that those which come again need not be. A parsed document
 * takes some forty times the memory of its text, and what is compiled of it goes with it: one is kept when
 * it comes for the second time, since most of those that come once never do again.
 */
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

const mostCharacters = 500_000;
/** For what each takes however short it is. */
const leastCharacters = 200;
const mostSeenOnce = 5000;

export class DocumentStore {
  readonly #documents = new LRUCache<string, DocumentNode>({
    maxSize: mostCharacters,
    sizeCalculation: charactersOf,
  });

  readonly #seenOnce = new Set<string>();

  get(key: string): Promise<DocumentNode | undefined> {
    return Promise.resolve(this.#documents.get(key));
  }

  set(key: string, document: DocumentNode): Promise<void> {
    if (this.#comesAgain(key)) this.#documents.set(key, document);
    return Promise.resolve();
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.#documents.delete(key));
  }

  #comesAgain(key: string): boolean {
    if (this.#documents.has(key) || this.#seenOnce.delete(key)) return true;
    this.#seenOnce.add(key);
    const [oldest] = this.#seenOnce;
    if (this.#seenOnce.size > mostSeenOnce && oldest !== undefined) this.#seenOnce.delete(oldest);
    return false;
  }
}

function charactersOf({ loc }: DocumentNode): number {
  // A document that does not say where it stood counts as a large one.
  return Math.max(loc?.source.body.length ?? 10_000, leastCharacters);
}
