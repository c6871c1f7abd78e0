import { createHash } from 'node:crypto';
import { htmlAnswer, type Answer } from '../answer.ts';
import type { RecordedRequest } from '../recorder.ts';
import { Refusal, unreadable } from './refusal.ts';

/* What stands before the API: the proxy that blocks, and the web server that reads. */

const MAX_QUERY_BYTES = 10 * 1024;

export function passEdge(request: RecordedRequest): void {
  if (isUnclean(request)) {
    throw new Refusal(htmlAnswer(403, '<html><body><h1>403 Forbidden</h1></body></html>'));
  }
  const query = request.url.split('?')[1] ?? '';
  if (Buffer.byteLength(query) > MAX_QUERY_BYTES) throw unreadable(false);
  if (!isDecodable(request.url)) {
    throw unreadable(request.headers.accept?.includes('application/json') === true);
  }
}

/** Headers as the API sends them, and a 304 for who knows the answer already. */
export function dress(request: RecordedRequest, answer: Answer, serial: number): Answer {
  const etag = `W/"${createHash('md5').update(answer.body).digest('hex')}"`;
  const standing = { 'cache-control': 'no-cache, no-store', 'x-request-id': `kantata-${serial}` };
  if (answer.status !== 200) return { ...answer, headers: { ...answer.headers, ...standing } };
  if (request.method === 'GET' && request.headers['if-none-match'] === etag) {
    return { status: 304, headers: { ...standing, etag }, body: '' };
  }
  return { ...answer, headers: { ...answer.headers, ...standing, etag } };
}

/** A read must not announce a body, not even an empty one; a header must be plain and not empty. */
function isUnclean({ method, headers }: RecordedRequest): boolean {
  const isRead = method === 'GET' || method === 'HEAD';
  if (isRead && (headers['content-length'] ?? headers['transfer-encoding']) !== undefined) {
    return true;
  }
  return Object.values(headers)
    .flat()
    .some((value) => value !== undefined && !/^[\x20-\x7e]+$/.test(value));
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url);
    return true;
  } catch {
    return false;
  }
}
