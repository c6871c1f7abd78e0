/** Whether a request comes from the router: by a secret that both know, so that others cannot come past it. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '../domain/fault.ts';

/** @throws Fault UNAUTHENTICATED */
export type ProveRouter = (headers: IncomingHttpHeaders) => void;

export function routerProof(secret: string): ProveRouter {
  const wanted = digest(secret);
  return ({ 'router-authorization': given }) => {
    // Digests are of one length, so that the time tells nothing of the secret.
    if (typeof given === 'string' && timingSafeEqual(digest(given), wanted)) return;
    throw new Fault('UNAUTHENTICATED', 'This gateway answers to its router alone.');
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
