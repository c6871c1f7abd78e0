/** The HTTP client in front of an upstream that answers when the test says so. */
import type { ServerResponse } from 'node:http';
import type { HttpOptions } from '../../src/upstreams/http/index.ts';
import { Fault } from '../../src/domain/fault.ts';
import type { Call, Trace } from '../../src/upstreams/source.ts';
import { call, startClient, type Client } from './client.ts';
import { sendJson } from './server.ts';

export interface Holding {
  readonly client: Client;
  /** Answers the request that came as the so many-th, once it has come. */
  readonly release: (which: number, body?: unknown, status?: number) => Promise<void>;
}

export async function startHolding(options: Partial<HttpOptions> = {}): Promise<Holding> {
  const held: ServerResponse[] = [];
  const client = await startClient((_request, response) => {
    held.push(response);
  }, options);
  return {
    client,
    release: async (which, body = {}, status = 200) => {
      await client.upstream.arrived(which);
      const response = held[which - 1];
      if (response !== undefined) sendJson(response, body, status);
    },
  };
}

/** Whoever holds another key, though a short name may be the same. */
export function other(more: Partial<Call> = {}): Call {
  return call({
    credential: { fingerprint: 'f', key: 'another', headers: () => ({ authorization: 'other' }) },
    ...more,
  });
}

/** A trace that notes what it is told, without the requests. */
export function noting(more: Partial<Trace> = {}): { notes: string[]; trace: Trace } {
  const notes: string[] = [];
  const trace: Trace = {
    asked: (_request, _source, reason) => notes.push(`asked ${reason}`),
    sent: (_request, idCount) => notes.push(idCount === undefined ? 'sent' : `sent ${idCount}`),
    answered: (_request, status) => notes.push(`answered ${status ?? 'nothing'}`),
    joined: (_request, how) => notes.push(`joined ${how}`),
    count: () => undefined,
    ...more,
  };
  return { notes, trace };
}

/** A trace of an operation that may not make another call. */
export function poor(): { notes: string[]; trace: Trace } {
  return noting({
    sent: () => {
      throw new Fault('OPERATION_TOO_EXPENSIVE', 'No more calls.');
    },
  });
}
