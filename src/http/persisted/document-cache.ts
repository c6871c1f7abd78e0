/**
 * Where documents are found by their hash: those of the manifest, and as many of those that clients
 * register (automatic persisted queries) as fit.
 */
import type { Manifest } from './manifest.ts';

/** Apollo Server puts it before every key. */
const prefix = 'apq:';

/** About what the table takes for each, besides its key and its text. */
const charactersOfEntry = 100;

export class DocumentCache {
  readonly #manifest: Manifest;
  readonly #mostCharacters: number;
  /** From the one used longest ago to the one used last. */
  readonly #registered = new Map<string, string>();
  #characters = 0;

  /** @param mostCharacters of all documents that clients registered, with what each takes besides; 0 where they may not */
  constructor(manifest: Manifest, mostCharacters: number) {
    this.#manifest = manifest;
    this.#mostCharacters = mostCharacters;
  }

  get(key: string): Promise<string | undefined> {
    const known = this.#manifest.documents.get(key.slice(prefix.length));
    return Promise.resolve(known ?? this.#use(key));
  }

  set(key: string, document: string): Promise<void> {
    this.#forget(key);
    const characters = charactersOf(key, document);
    if (characters > this.#mostCharacters) return Promise.resolve();
    this.#registered.set(key, document);
    this.#characters += characters;
    for (const oldest of this.#registered.keys()) {
      if (this.#characters <= this.#mostCharacters) break;
      this.#forget(oldest);
    }
    return Promise.resolve();
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.#forget(key));
  }

  #use(key: string): string | undefined {
    const document = this.#registered.get(key);
    if (document !== undefined) {
      this.#registered.delete(key);
      this.#registered.set(key, document);
    }
    return document;
  }

  #forget(key: string): boolean {
    const document = this.#registered.get(key);
    if (document !== undefined) this.#characters -= charactersOf(key, document);
    return this.#registered.delete(key);
  }
}

/** So many small ones take no more than a few large ones. */
function charactersOf(key: string, document: string): number {
  return key.length + document.length + charactersOfEntry;
}
