import { expect, test } from 'vitest';
import { explorers, startTestGateway } from '../integration/harness.ts';
import { describeInBrowser, takeScreenshot } from './browser.ts';

describeInBrowser('Apollo Sandbox', (open) => {
  test('where its scripts do not come, the page says so and leads to GraphiQL', async () => {
    const gateway = await startTestGateway({ env: explorers });
    const { page, elsewhere } = await open();

    await page.goto(gateway.url);
    await page.getByRole('heading', { name: 'Apollo Sandbox is not within reach' }).waitFor();
    await takeScreenshot(page, 'sandbox-out-of-reach');
    expect(elsewhere.map((url) => new URL(url).hostname)).toEqual([
      'embeddable-sandbox.cdn.apollographql.com',
    ]);

    await page.getByRole('link', { name: /Open GraphiQL/ }).click();
    await page.getByRole('button', { name: /execute query/i }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/graphiql');
  });

  test('is given this server, a first operation and the header that shows the cost', async () => {
    const gateway = await startTestGateway({ env: { ...explorers, KANTATA_TOKEN: 'admin-token' } });
    const { page } = await open();
    // In the place of Apollo's script: shows what it would be given.
    await page.route('https://embeddable-sandbox.cdn.apollographql.com/**', (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: `window.EmbeddedSandbox = class {
          constructor(given) { document.querySelector(given.target).textContent = JSON.stringify(given); }
        };`,
      }),
    );

    await page.goto(gateway.url);
    const given: unknown = JSON.parse(
      (await page.locator('#sandbox:not(:empty)').textContent()) ?? '',
    );

    expect(given).toEqual({
      target: '#sandbox',
      initialEndpoint: `${gateway.url}/graphql`,
      initialState: {
        document: expect.stringContaining('query Members') as string,
        headers: { 'x-upstream-trace': '1' },
      },
    });
    expect(await page.getByRole('heading').isVisible()).toBe(false);
  });

  test.each([true, false])('the page says whether this is demo data: %s', async (demo) => {
    const gateway = await startTestGateway({ env: explorers, demo });
    const { page } = await open();

    await page.goto(gateway.url);
    expect(await page.getByText('Demo data').isVisible()).toBe(demo);
  });
});
