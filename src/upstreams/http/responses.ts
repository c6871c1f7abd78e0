/** Answers of an upstream that are kept for a moment, for the credential that has read them. */
import { createHmac } from 'node:crypto';
import type { SourceName } from '../../domain/source-name.ts';
import type { Credential } from '../source.ts';

export interface Responses {
  /** Never fails: what cannot be had is not there. */
  readonly look: (address: string) => Promise<Place>;
  /** What was read before is for nobody any more, wherever it is kept. Never fails. */
  readonly fence: () => Promise<void>;
}

export interface Place {
  /** The body of a 200; `null` where there is none. */
  readonly text: string | null;
  /** For an answer to a request that was sent after the look. */
  readonly keep: (text: string) => void;
}

/**
 * Where an answer is kept. It cannot be told without the whole credential, and tells neither that nor what
 * was asked for.
 */
export function addressOf(source: SourceName, { key }: Credential, path: string): string {
  return createHmac('sha256', key).update(`${source} ${path}`).digest('base64url');
}
