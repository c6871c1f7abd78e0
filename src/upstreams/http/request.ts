/** What the HTTP client needs to know: about an upstream, and about each request. */
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
  /** How long a caller who is in no hurry waits for it; `timeoutMs` by default. */
  readonly patienceMs?: number;
  readonly maxConcurrency: number;
  readonly maxConcurrencyPerCredential: number;
  /** Of one answer, decompressed. */
  readonly maxBodyBytes: number;
  /** As in `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`. */
  readonly proxy?: Readonly<Record<string, string | undefined>>;
  /** A cheap read that tells whether the upstream is there. */
  readonly probePath: string;
  /** Whether reads under way are shared and united. Off only to prove that this changes no answer. */
  readonly sharing?: boolean;
  /** Where answers are kept for a while; without it they are not. */
  readonly keptAnswers?: KeptAnswers;
  /** Told of every attempt. */
  readonly observers?: readonly Observer[];
  /** The objections to an input that an error body of this upstream holds. */
  readonly objections: (body: unknown) => readonly Objection[];
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base URL, with its query, ready to be sent. */
  readonly path: string;
  readonly body?: unknown;
  /** Instead of a JSON body, where the upstream wants a form. */
  readonly form?: Readonly<Record<string, string>>;
  /** Why it must not begin any more. Asked when it is about to, which may be long after it was handed over. */
  readonly heldBack?: () => Fault | null;
  /** Records that it asks for by their ids, where they do not stand in the path. */
  readonly idCount?: number;
  /** Whether a 500 may be this upstream's way to refuse the request, which is then not repeated. */
  readonly mayBeRefused?: boolean;
}
