/** Automatic persisted queries: the hash of a document in place of its text. */

const hashes = new Map<string, Promise<string>>();
/** Programs that make up their documents must not fill the memory. */
const mostHashes = 500;

/** Null where the platform has no WebCrypto, as on pages without TLS. */
export async function hashOf(text: string): Promise<string | null> {
  if (!('subtle' in crypto)) return null;
  let hash = hashes.get(text);
  if (hash === undefined) {
    if (hashes.size >= mostHashes) hashes.clear();
    hash = sha256(text);
    hashes.set(text, hash);
  }
  return hash;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What a request holds instead of the text of its document, or beside it. */
export function persistedAs(hash: string): Readonly<Record<string, unknown>> {
  return { persistedQuery: { version: 1, sha256Hash: hash } };
}

/** Longer ones are often refused on their way. */
const mostUrlCharacters = 4000;

/** The URL that asks for a hashed query; null where it would be too long. */
export function persistedUrl(url: string, hash: string, variables: unknown): string | null {
  const parameters = new URLSearchParams({ extensions: JSON.stringify(persistedAs(hash)) });
  if (variables !== undefined) parameters.set('variables', JSON.stringify(variables));
  const whole = `${url}${url.includes('?') ? '&' : '?'}${parameters.toString()}`;
  return whole.length > mostUrlCharacters ? null : whole;
}
