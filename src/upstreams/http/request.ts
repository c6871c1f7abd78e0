/** What the HTTP client is told: once about an upstream, then about each request. */
import type { Fault, Objection } from '../../domain/fault.ts';
import type { SourceName } from '../../domain/source-name.ts';
import type { KeptAnswers } from './kept-answers.ts';
import type { Observer } from './observer.ts';

export interface HttpOptions {
  readonly source: SourceName;
  /** Absolute; a trailing slash makes no difference. */
  readonly baseUrl: string;
  /** For one attempt. */
  readonly timeoutMs: number;
  /** How long who is in no hurry waits for it; as long as it may take, where nothing else is said. */
  readonly patienceMs?: number;
  readonly maxConcurrency: number;
  readonly maxConcurrencyPerCredential: number;
  /** Of one answer, decompressed. */
  readonly maxBodyBytes: number;
  /** As in `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`. */
  readonly proxy?: Readonly<Record<string, string | undefined>>;
  /** A cheap read that tells whether the upstream is there. */
  readonly probePath: string;
  /** Off only to prove that it changes no answer: whether reads under way are shared and united. */
  readonly sharing?: boolean;
  /** Where answers are kept for a while; nowhere without it. */
  readonly keptAnswers?: KeptAnswers;
  /** Told of every attempt. */
  readonly observers?: readonly Observer[];
  /** What an error body of this upstream holds against an input. */
  readonly objections: (body: unknown) => readonly Objection[];
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base URL, with its query, ready to be sent. */
  readonly path: string;
  readonly body?: unknown;
  /** Instead of a JSON body, where the upstream wants a form. */
  readonly form?: Readonly<Record<string, string>>;
  /** Why it must not begin any more: asked when it would, which may be long after it was sent on its way. */
  readonly heldBack?: () => Fault | null;
  /** Records that it asks for by their ids, where they do not stand in the path. */
  readonly idCount?: number;
  /** Whether a 500 may be this upstream's way to refuse what is asked for: it is not asked again. */
  readonly mayBeRefused?: boolean;
}
