/** What an operation costs, to look at: its upstream calls, from what the graph itself answers. */
import { createHash } from 'node:crypto';
import { examples } from './examples.ts';
import { filled, icon, jsonInPage, strip } from './page.ts';

export function explainPage(demo: boolean): { page: string; policy: string } {
  const page = filled('explain.html', {
    icon,
    strip: strip('/explain', demo),
    examples: jsonInPage(examples),
  });
  const policy = [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    'img-src data:',
    "connect-src 'self'",
    `script-src ${hashes(page, 'script')}`,
    `style-src ${hashes(page, 'style')}`,
  ];
  return { page, policy: policy.join('; ') };
}

/** The page may run and wear only what stands in it. */
function hashes(page: string, element: 'script' | 'style'): string {
  const contents = page.matchAll(new RegExp(`<${element}[^>]*>([^]*?)</${element}>`, 'g'));
  return Array.from(contents, ([, content = '']) => {
    const hash = createHash('sha256').update(content).digest('base64');
    return `'sha256-${hash}'`;
  }).join(' ');
}
