/** The HTTP client alone, in front of an upstream of the test's own. */
import { onTestFinished, vi } from 'vitest';
import type { Fault } from '../../src/domain/fault.ts';
import { createHttp, type Http, type HttpOptions } from '../../src/upstreams/http/index.ts';
import type { Call } from '../../src/upstreams/source.ts';
import { startUpstream, type Answerer, type TestUpstream } from './server.ts';

export interface Client extends Http {
  readonly upstream: TestUpstream;
}

export async function startClient(
  answer: Answerer,
  options: Partial<HttpOptions> = {},
): Promise<Client> {
  const upstream = await startUpstream(answer);
  return { ...clientOf({ baseUrl: upstream.url, ...options }), upstream };
}

export const plainOptions: HttpOptions = {
  source: 'KANTATA_OX',
  baseUrl: 'http://127.0.0.1:1',
  timeoutMs: 10_000,
  maxConcurrency: 50,
  maxConcurrencyPerCredential: 50,
  maxBodyBytes: 1000,
  probePath: '/probe',
  objections: () => [],
};

export function clientOf(options: Partial<HttpOptions>): Http {
  const http = createHttp({ ...plainOptions, ...options });
  onTestFinished(http.close);
  return http;
}

const credential = {
  fingerprint: 'f',
  key: 'whole',
  headers: () => ({ authorization: 'Bearer t' }),
};

export function call(more: Partial<Call> = {}): Call {
  return {
    credential,
    requestId: 'r-1',
    signal: new AbortController().signal,
    deadlineMs: performance.now() + 10_000,
    ...more,
  };
}

/** What it failed with. */
export async function faultOf(pending: Promise<unknown>): Promise<Fault> {
  return pending.then(
    () => {
      throw new Error('It did not fail');
    },
    (error: unknown) => error as Fault,
  );
}

/** Pauses between attempts are random, and of no length here. */
export function withoutPauses(): void {
  const random = vi.spyOn(Math, 'random').mockReturnValue(0);
  onTestFinished(() => {
    random.mockRestore();
  });
}

/** Time passes when the test says so; sockets and timers go on as always. */
export function withOwnClock(): (ms: number) => void {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  return (ms) => {
    vi.advanceTimersByTime(ms);
  };
}
