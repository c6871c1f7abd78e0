/** What a loader knows of its operation. */
import type { Catalogue } from '../domain/noun.ts';
import type { SourceName } from '../domain/source-name.ts';
import type { Call, Credential, Source } from '../upstreams/source.ts';

export interface Operation extends Pick<Call, 'requestId' | 'signal' | 'deadlineMs' | 'trace'> {
  readonly catalogue: Catalogue;
  /** The configured upstreams. */
  readonly sources: ReadonlyMap<SourceName, Source>;
  /** One for each upstream that the caller, or the gateway on their behalf, has access to. */
  readonly credentials: ReadonlyMap<SourceName, Credential>;
}
