import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** One request as it arrived, in a form that reads well in an assertion. */
export interface RecordedRequest {
  readonly method: string;
  /** As the emulator names it: without base path and suffix. */
  readonly path: string;
  /** Decoded, in the order sent; of a repeated parameter the last. */
  readonly query: Readonly<Record<string, string>>;
  /** Decoded, in the order sent, repeated ones too. */
  readonly queryPairs: readonly (readonly [name: string, value: string])[];
  /** As sent: encoded path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** JSON parsed, a form as an object, anything else as text; undefined if there was none. */
  readonly body: unknown;
  readonly bodyText: string;
  /** The bearer token, if there was one. */
  readonly token: string | undefined;
  /** Such as `GET /account_memberships?only_active=true&page=1`, decoded. */
  readonly line: string;
}

/** Reads the request to its end. */
export async function recordRequest(
  incoming: IncomingMessage,
  toPath: (pathname: string) => string,
): Promise<RecordedRequest> {
  const bodyText = await readText(incoming);
  const method = incoming.method ?? 'GET';
  const url = incoming.url ?? '/';
  const [, pathname = '', search = ''] = /^([^?]*)\??(.*)$/s.exec(url) ?? [];
  const path = toPath(pathname);
  const pairs = [...new URLSearchParams(search)];
  return {
    method,
    path,
    query: Object.fromEntries(pairs),
    queryPairs: pairs,
    url,
    headers: incoming.headers,
    body: parseBody(bodyText, incoming.headers['content-type'] ?? ''),
    bodyText,
    token: /^Bearer\s+(\S+)$/i.exec(incoming.headers.authorization ?? '')?.[1],
    line: `${method} ${path}${toQuery(pairs)}`,
  };
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string, contentType: string): unknown {
  if (text === '') return undefined;
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function toQuery(pairs: readonly (readonly [string, string])[]): string {
  if (pairs.length === 0) return '';
  return `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`;
}
