/** What a page may load and run: what stands in it, and what it names. */
import { createHash } from 'node:crypto';

export interface Page {
  readonly page: string;
  /** Its Content-Security-Policy. */
  readonly policy: string;
}

/** @param allowed what is allowed beyond that, by directive */
export function withPolicy(page: string, allowed: Readonly<Record<string, string>> = {}): Page {
  const directives: Readonly<Record<string, string>> = {
    'default-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'img-src': 'data:',
    'connect-src': "'self'",
    'style-src': hashesOf(page, 'style'),
    ...allowed,
    'script-src': [hashesOf(page, 'script'), allowed['script-src']].filter(Boolean).join(' '),
  };
  const lines = Object.entries(directives).map(([name, sources]) => `${name} ${sources}`);
  return { page, policy: lines.join('; ') };
}

function hashesOf(page: string, element: 'script' | 'style'): string {
  const contents = page.matchAll(new RegExp(`<${element}[^>]*>([^]*?)</${element}>`, 'g'));
  return Array.from(contents, ([, content = '']) => {
    // As a browser reads it.
    const read = content.replaceAll(/\r\n?/g, '\n');
    return `'sha256-${createHash('sha256').update(read).digest('base64')}'`;
  }).join(' ');
}
