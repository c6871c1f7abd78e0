import { expect, test } from 'vitest';
import { explorers, startTestGateway } from '../integration/harness.ts';
import { describeInBrowser } from './browser.ts';

const paths = ['/', '/graphiql', '/explain'];
const apollo = [
  'https://embeddable-sandbox.cdn.apollographql.com',
  'https://sandbox.embed.apollographql.com',
];

test.each(paths)('%s may load from no other host, but for Sandbox itself', async (path) => {
  const gateway = await startTestGateway({ env: explorers });
  const answer = await fetch(`${gateway.url}${path}`);
  await answer.text();
  const policy = answer.headers.get('content-security-policy') ?? '';
  const directives = new Map(
    policy.split('; ').map((line) => [line.split(' ')[0], line.split(' ').slice(1)]),
  );

  expect(directives.get('default-src')).toEqual(["'none'"]);
  expect(directives.get('frame-ancestors')).toEqual(["'none'"]);
  expect(directives.get('connect-src')).toEqual(["'self'"]);
  const scripts = directives.get('script-src') ?? [];
  expect(scripts.filter((source) => !source.startsWith("'sha256-"))).toEqual(
    path === '/' ? apollo.slice(0, 1) : [],
  );
  expect(policy.match(/https?:[^ ;]+/g) ?? []).toEqual(path === '/' ? apollo : []);
});

describeInBrowser('A page for people', (open) => {
  test.each(paths)('%s runs no script that was put into it', async (path) => {
    const gateway = await startTestGateway({ env: explorers });
    const { page } = await open();
    await page.goto(`${gateway.url}${path}`);

    const directive = await page.evaluate(`new Promise((resolve) => {
      addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.wasRun = true';
      document.body.append(script);
    })`);

    expect(directive).toBe('script-src-elem');
    expect(await page.evaluate('window.wasRun')).toBeUndefined();
  });
});
