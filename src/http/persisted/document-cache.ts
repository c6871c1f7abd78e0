/**
 * Documents by their hash: those of the manifest, and as many as fit of those that clients register (automatic
 * persisted queries).
 */
import { LRUCache } from 'lru-cache';
import type { Manifest } from './manifest.ts';

/** Apollo Server puts it before every key. */
const prefix = 'apq:';

/** The overhead of an entry, besides its key and its text: roughly. */
const charactersOfEntry = 100;

export class DocumentCache {
  readonly #manifest: Manifest;
  /** Null where clients may register none. */
  readonly #registered: LRUCache<string, string> | null;

  /** @param mostCharacters of all that clients register, what each takes besides included; `null` where they may not */
  constructor(manifest: Manifest, mostCharacters: number | null) {
    this.#manifest = manifest;
    this.#registered =
      mostCharacters === null
        ? null
        : new LRUCache({ maxSize: mostCharacters, sizeCalculation: charactersOf });
  }

  get(key: string): Promise<string | undefined> {
    const known = this.#manifest.documents.get(key.slice(prefix.length));
    return Promise.resolve(known ?? this.#registered?.get(key));
  }

  set(key: string, document: string): Promise<void> {
    this.#registered?.set(key, document);
    return Promise.resolve();
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.#registered?.delete(key) ?? false);
  }
}

/** With the overhead, so that many small documents take no more memory than a few large ones. */
function charactersOf(document: string, key: string): number {
  return key.length + document.length + charactersOfEntry;
}
