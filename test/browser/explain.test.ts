import { expect, test } from 'vitest';
import { explorers, startTestGateway } from '../integration/harness.ts';
import { describeInBrowser, takeScreenshot } from './browser.ts';

const env = { ...explorers, KANTATA_TOKEN: 'admin-token' };

const twoRounds = `{
  accountMemberships(first: 20) {
    nodes { permission defaultRole { name } user { fullName bio } }
  }
}`;

describeInBrowser('The cost of an operation', (open) => {
  test('an operation in two rounds is shown call by call', async () => {
    const gateway = await startTestGateway({ env, demo: true, kantata: { latencyMs: 40 } });
    const { page, elsewhere, complaints } = await open();

    await page.goto(`${gateway.url}/explain`);
    await page.getByLabel('Operation').fill(twoRounds);
    gateway.requests();
    await page.getByRole('button', { name: 'Run it' }).click();
    await page.getByText('It took 2 REST calls.').waitFor();
    await takeScreenshot(page, 'explain');

    expect(gateway.requests()).toHaveLength(2);
    const rows = page.locator('tbody tr');
    expect(await rows.count()).toBe(2);
    const [first, second] = [rows.nth(0), rows.nth(1)];
    expect(await first.textContent()).toContain('GET /account_memberships');
    expect(await first.getByRole('listitem').allTextContents()).toEqual(['default_role']);
    expect(await second.textContent()).toContain('GET /users');
    expect(await second.getByRole('cell').allTextContents()).toEqual(
      expect.arrayContaining(['20', '200']),
    );
    // One after the other, also to the eye.
    const [bar, next] = [await boxOf(first), await boxOf(second)];
    expect(bar.width).toBeGreaterThan(20);
    expect(next.x).toBeGreaterThanOrEqual(Math.floor(bar.x + bar.width) - 1);

    expect(await page.getByText('1 association travelled with a call').isVisible()).toBe(true);
    expect(await page.getByText('Demo data').isVisible()).toBe(true);
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);

    function boxOf(row: typeof first) {
      return row.locator('.bar').evaluate((bar) => {
        const { x, width } = bar.getBoundingClientRect();
        return { x, width };
      });
    }
  });

  test('a change is foreseen without being made', async () => {
    const gateway = await startTestGateway({ env });
    const { page, complaints } = await open();

    await page.goto(`${gateway.url}/explain`);
    await page
      .getByLabel('Operation')
      .fill('mutation { disableAccountMembership(input: { id: "300501" }) { replayed } }');
    await page.getByRole('button', { name: /Only foresee/ }).click();
    await page.getByText('Nothing was sent. It would take at least 1 REST call.').waitFor();

    expect(await page.locator('tbody').textContent()).toContain(
      'PUT /account_memberships/{id}/disable',
    );
    expect(gateway.requests()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('what other operations have spared is said', async () => {
    const gateway = await startTestGateway({ env });
    const { page } = await open();
    const counts = { calls: 0, rounds: 0, records: 2, fromStore: 0, shared: 1, coalesced: 2 };
    const upstream = { calls: [], counts: { ...counts, cached: 0, retries: 0 } };
    await page.route('**/graphql', (route) =>
      route.fulfill({ json: { data: {}, extensions: { upstream } } }),
    );

    await page.goto(`${gateway.url}/explain`);
    await page.getByRole('button', { name: 'Run it' }).click();
    await page.getByText('It took 0 REST calls.').waitFor();

    expect(await page.locator('#avoided').getByRole('listitem').allTextContents()).toEqual([
      '1 question was being asked already, in this operation or in another with the same credential.',
      '2 reads joined a call of another operation with the same credential.',
    ]);
  });

  test('an operation under way is not sent again, and its button keeps the focus', async () => {
    const gateway = await startTestGateway({ env });
    const { page, complaints } = await open();
    const waiting = Promise.withResolvers<undefined>();
    await page.route('**/graphql', async (route) => {
      await waiting.promise;
      await route.continue();
    });

    await page.goto(`${gateway.url}/explain`);
    await page
      .getByLabel('Operation')
      .fill('mutation { disableAccountMembership(input: { id: "300502" }) { replayed } }');
    const run = page.getByRole('button', { name: 'Run it' });
    await run.press('Enter');
    await page.getByLabel('Operation').press('Control+Enter');
    await run.press('Enter');
    const isDisabled = await run.getAttribute('aria-disabled');
    waiting.resolve(undefined);
    await page.getByText('It took 1 REST call.').waitFor();

    expect(gateway.requests()).toEqual([
      expect.stringMatching(/^PUT \/account_memberships\/300502\/disable/),
    ]);
    expect(await run.evaluate((button) => button === document.activeElement)).toBe(true);
    expect([isDisabled, await run.getAttribute('aria-disabled')]).toEqual(['true', 'false']);
    expect(complaints).toEqual([]);
  });

  test('the name of a header may be written in any way', async () => {
    const gateway = await startTestGateway({ env });
    const { page, complaints } = await open();

    await page.goto(`${gateway.url}/explain`);
    const headers = { 'Content-Type': 'application/json', 'X-Upstream-Trace': '1' };
    await page.getByLabel('Request headers, as JSON').fill(JSON.stringify(headers));
    await page.getByRole('button', { name: 'Run it' }).click();
    await page.getByText('It took 1 REST call.').waitFor();

    expect(complaints).toEqual([]);
  });

  test('what is wrong is said, and every example works with the keyboard alone', async () => {
    const gateway = await startTestGateway({ env });
    const { page } = await open({ width: 390, height: 800 });

    await page.goto(`${gateway.url}/explain`);
    await page.getByLabel('Variables, as JSON').fill('{');
    await page.getByLabel('Operation').press('Control+Enter');
    await page.getByRole('status').getByText('Variables are not JSON').waitFor();

    await page.getByLabel('Operation').fill('{ nothing }');
    await page.getByLabel('Variables, as JSON').fill('');
    await page.getByLabel('Operation').press('Control+Enter');
    await page.getByRole('status').getByText('Cannot query field "nothing"').waitFor();

    await page.getByLabel('Example').selectOption('One membership');
    await page.getByLabel('Operation').press('Control+Enter');
    await page.getByRole('status').getByText('It took 1 REST call.').waitFor();
    await takeScreenshot(page, 'explain-narrow');
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBe(0);
  });
});
