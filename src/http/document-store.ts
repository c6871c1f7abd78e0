/**
 * Parsed and validated documents, so that one that comes again need not be parsed again. A parsed document takes
 * some forty times the memory of its text, and its compiled form is kept with it. So a document is kept only when
 * it comes for the second time: most never do.
 */
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

const mostCharacters = 500_000;
/** What even the shortest document counts as. */
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
  // A document without its source counts as a large one.
  return Math.max(loc?.source.body.length ?? 10_000, leastCharacters);
}
