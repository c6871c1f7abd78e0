/**
 * Whatever is not read, over got, each on a connection of its own: an idle one may be closed by the other side
 * while a write is on its way into it. What got would do by itself (retries, redirects) is switched off.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got, { RequestError, TimeoutError } from 'got';
import {
  decode,
  headersOfEveryRequest,
  replyWithout,
  withoutSlashes,
  type Attempt,
  type Reply,
} from './attempt.ts';
import { clientLeft } from './giving-up.ts';
import type { HttpOptions, Request } from './request.ts';

export function createWriteAttempt(options: HttpOptions): Attempt {
  const about = {
    keepAlive: false,
    ...(options.proxy === undefined ? {} : { proxyEnv: options.proxy }),
  };
  const agent = { http: new HttpAgent(about), https: new HttpsAgent(about) };
  const base = withoutSlashes(options.baseUrl);
  const client = got.extend({
    agent,
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    responseType: 'buffer',
    headers: headersOfEveryRequest,
  });

  const send: Attempt['send'] = async (request, credential, call, timeoutMs) => {
    if (call.signal.aborted) throw clientLeft(options.source);
    // Once it has been sent it runs to its end, whether somebody still waits for it or not.
    const stop = new AbortController();
    try {
      const pending = client(`${base}${request.path}`, {
        method: request.method,
        headers: { ...credential, 'x-request-id': call.requestId, ...framing(request) },
        ...bodyOf(request),
        timeout: { request: timeoutMs },
        signal: stop.signal,
      });
      void pending.on('downloadProgress', ({ transferred }) => {
        if (transferred > options.maxBodyBytes) stop.abort();
      });
      const { statusCode, headers, rawBody } = await pending;
      if (rawBody.length > options.maxBodyBytes) return { kind: 'too-large' };
      return { kind: 'answer', status: statusCode, headers, body: decode(rawBody) };
    } catch (error) {
      return isAborted(stop.signal) ? { kind: 'too-large' } : replyOf(error);
    }
  };

  return {
    send,
    close: () => {
      for (const each of Object.values(agent)) each.destroy();
    },
  };
}

function bodyOf({ body, form }: Request): { body?: string } {
  if (form !== undefined) return { body: new URLSearchParams(form).toString() };
  return body === undefined ? {} : { body: JSON.stringify(body) };
}

function framing(request: Request): Record<string, string> {
  if (request.form !== undefined) return { 'content-type': 'application/x-www-form-urlencoded' };
  return request.body === undefined
    ? { 'content-length': '0' }
    : { 'content-type': 'application/json' };
}

/** Spelled as a question, since the compiler takes the flag for a constant. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function replyOf(error: unknown): Reply {
  if (error instanceof TimeoutError) return { kind: 'timeout', cause: error };
  if (error instanceof RequestError) return replyWithout(error);
  throw error;
}
