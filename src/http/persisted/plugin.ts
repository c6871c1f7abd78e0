/** Which documents can be asked for by their hash, and whether any others are executed. */
import { GraphQLError } from 'graphql';
import type { SyncHooks } from '../sync-hooks.ts';
import { DocumentCache } from './document-cache.ts';
import type { Manifest } from './manifest.ts';

export interface PersistedDocuments {
  /** `off`: none are known. `allow`: known ones can be asked for by id. `only`: no others are executed. */
  readonly mode: 'off' | 'allow' | 'only';
  readonly manifest: Manifest;
}

const mostRegisteredCharacters = 4 * 1024 * 1024;

export function documentCacheOf({ mode, manifest }: PersistedDocuments): DocumentCache {
  return new DocumentCache(manifest, mode === 'only' ? null : mostRegisteredCharacters);
}

export function knownDocumentsOnly({ mode, manifest }: PersistedDocuments): SyncHooks {
  if (mode !== 'only') return {};
  return {
    didResolveOperation: ({ queryHash }) => {
      if (!manifest.names.has(queryHash)) throw unknownDocument();
    },
  };
}

function unknownDocument(): GraphQLError {
  return new GraphQLError('Only documents that are known beforehand are executed here.', {
    extensions: { code: 'FORBIDDEN', http: { status: 403 } },
  });
}
