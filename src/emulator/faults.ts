import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './answer.ts';
import type { RecordedRequest } from './recorder.ts';

/** What goes wrong. Unless it says otherwise, the request has no effect. */
export type FaultAction =
  /** Answers this instead. A body that is not a string is sent as JSON. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  /** Takes its time, then behaves. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** Resets the connection before anything is done. */
  | { readonly kind: 'reset' }
  /** Does what was asked, then resets: the answer is lost. */
  | { readonly kind: 'resetAfterApplying' }
  /** Applied; promises the whole body, sends half and closes. */
  | { readonly kind: 'cutBody' }
  /** Applied; a well-framed answer that holds half of the JSON. */
  | { readonly kind: 'truncatedJson' }
  /** Applied; the body comes a few bytes at a time. */
  | { readonly kind: 'drip'; readonly chunkBytes: number; readonly everyMs: number };

export type FaultMatch =
  | ((request: RecordedRequest) => boolean)
  | { readonly method?: string; readonly path?: string | RegExp };

export interface FaultRule {
  readonly match: FaultMatch;
  /** How many matching requests it befalls; all of them unless given. */
  readonly times?: number;
  readonly action: FaultAction;
}

export const tooManyRequests = (retryAfter?: string): FaultAction => ({
  kind: 'answer',
  status: 429,
  headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  body: 'Too Many Requests',
});

/** The rules in force. The first that matches and is not used up decides. */
export class FaultRules {
  #rules: { rule: FaultRule; left: number }[] = [];

  inject(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#rules = [];
  }

  take(request: RecordedRequest): FaultAction | undefined {
    const entry = this.#rules.find(({ rule, left }) => left > 0 && matches(rule.match, request));
    if (entry === undefined) return undefined;
    entry.left -= 1;
    return entry.rule.action;
  }
}

/** Carries one request through its fault. `apply` does the request's work and may be left out. */
export async function respondWithFault(
  action: FaultAction,
  response: ServerResponse,
  apply: () => Answer,
  signal: AbortSignal,
): Promise<void> {
  switch (action.kind) {
    case 'answer':
      send(response, toAnswer(action));
      return;
    case 'delay':
      await sleep(action.delayMs, undefined, { signal });
      send(response, apply());
      return;
    case 'hang':
      return;
    case 'reset':
      reset(response);
      return;
    case 'resetAfterApplying':
      apply();
      reset(response);
      return;
    case 'cutBody':
      cutBody(response, apply());
      return;
    case 'truncatedJson': {
      const answer = apply();
      send(response, { ...answer, body: firstHalf(answer.body) });
      return;
    }
    case 'drip':
      await drip(response, apply(), action, signal);
      return;
  }
}

export function send(response: ServerResponse, answer: Answer): void {
  writeHead(response, answer);
  response.end(answer.body);
}

function matches(match: FaultMatch, request: RecordedRequest): boolean {
  if (typeof match === 'function') return match(request);
  if (match.method !== undefined && match.method !== request.method) return false;
  if (match.path === undefined) return true;
  return typeof match.path === 'string'
    ? match.path === request.path
    : match.path.test(request.path);
}

function toAnswer(action: Extract<FaultAction, { kind: 'answer' }>): Answer {
  const { status, headers = {}, body = '' } = action;
  if (typeof body === 'string') return { status, headers, body };
  const json = { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers: { ...json, ...headers }, body: JSON.stringify(body) };
}

function writeHead(response: ServerResponse, answer: Answer): void {
  // A 204 and a 304 have no body and must not announce a length.
  const framed = answer.status !== 204 && answer.status !== 304;
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(framed ? { 'content-length': String(Buffer.byteLength(answer.body)) } : {}),
  });
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function cutBody(response: ServerResponse, answer: Answer): void {
  writeHead(response, answer);
  response.write(firstHalf(answer.body), () => response.socket?.destroy());
}

function firstHalf(body: string): string {
  return body.slice(0, Math.ceil(body.length / 2));
}

async function drip(
  response: ServerResponse,
  answer: Answer,
  { chunkBytes, everyMs }: { chunkBytes: number; everyMs: number },
  signal: AbortSignal,
): Promise<void> {
  writeHead(response, answer);
  const bytes = Buffer.from(answer.body);
  for (let start = 0; start < bytes.length && !response.destroyed; start += chunkBytes) {
    response.write(bytes.subarray(start, start + chunkBytes));
    await sleep(everyMs, undefined, { signal });
  }
  response.end();
}
