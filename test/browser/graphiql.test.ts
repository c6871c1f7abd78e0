import { expect, test } from 'vitest';
import { explorers, startTestGateway } from '../integration/harness.ts';
import { describeInBrowser, takeScreenshot } from './browser.ts';

const env = { ...explorers, KANTATA_TOKEN: 'admin-token' };

describeInBrowser('GraphiQL with no other host within reach', (open) => {
  test('a query is typed and run, and its answer read', async () => {
    const gateway = await startTestGateway({ env });
    const { page, elsewhere, complaints } = await open();

    await page.goto(`${gateway.url}/graphiql`);
    const editor = page.getByRole('region', { name: 'Operation Editor' });
    await editor.locator('.view-lines').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    // At one go: the editor would close braces that are typed, and offer words in between.
    const query = 'query Typed { accountMembership(id: "300501") { sourceId permission } }';
    await page.keyboard.insertText(query);
    // It looks for the operations in the text a moment later; until then it would ask for another one.
    await page.getByRole('tab').getByText('Typed', { exact: true }).waitFor();
    gateway.requests();
    await page.getByRole('button', { name: /execute query/i }).click();

    const answer = page.getByRole('region', { name: 'Result Window' });
    await answer.getByText('"300501"').waitFor();
    expect(gateway.requests()).toHaveLength(1);
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('operations to begin with are there, with headers that show the cost', async () => {
    const gateway = await startTestGateway({ env, demo: true });
    const { page, elsewhere, complaints } = await open();

    await page.goto(`${gateway.url}/graphiql`);
    for (const name of ['Members', 'OneMembership', 'Identity', 'TwoSteps', 'DryRun']) {
      await page.getByRole('tab').getByText(name, { exact: true }).waitFor();
    }
    await page.getByRole('button', { name: 'Headers' }).click();
    await page.getByRole('region', { name: 'Headers' }).getByText('x-upstream-trace').waitFor();
    await page.getByRole('button', { name: /execute query/i }).click();
    await page.getByRole('region', { name: 'Result Window' }).getByText('totalCount').waitFor();
    await takeScreenshot(page, 'graphiql');

    expect(await page.getByRole('navigation', { name: 'Pages' }).textContent()).toContain(
      'Demo data',
    );
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('a token that is typed among the headers is not left behind in the browser', async () => {
    const gateway = await startTestGateway({ env });
    const { page } = await open();

    await page.goto(`${gateway.url}/graphiql`);
    await page.getByRole('button', { name: 'Headers' }).click();
    await page.getByRole('region', { name: 'Headers' }).locator('.view-lines').last().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText('{ "authorization": "Bearer admin-token" }');
    const asked = page.waitForRequest(
      (request) => request.postData()?.includes('query Members') === true,
    );
    await page.getByRole('button', { name: /execute query/i }).click();
    expect((await asked).headers().authorization).toBe('Bearer admin-token');
    await page.getByRole('region', { name: 'Result Window' }).getByText('totalCount').waitFor();
    await page.reload();
    await page.getByRole('button', { name: /execute query/i }).waitFor();

    const kept = await page.evaluate('JSON.stringify(localStorage)');
    expect(kept).toContain('tabState');
    expect(kept).not.toContain('admin-token');
  });

  test('what was open is open again after a reload, and nothing else', async () => {
    const gateway = await startTestGateway({ env });
    const { page, complaints } = await open();
    const tab = (name: string) => page.getByRole('tab', { name, exact: true });
    const chosen = page.locator('[role=tab][aria-selected=true]');
    const editor = page.getByRole('region', { name: 'Operation Editor' });

    await page.goto(`${gateway.url}/graphiql`);
    await tab('DryRun').waitFor();
    await page.reload();
    await tab('DryRun').waitFor();
    await editor.getByText('query Members').waitFor();
    expect(await page.getByRole('tab').count()).toBe(5);
    expect(await chosen.textContent()).toContain('Members');

    await page.getByRole('button', { name: 'Identity', exact: true }).press('Enter');
    await editor.getByText('query Identity').waitFor();
    // It notes what is open a moment later.
    const noted = () =>
      page.evaluate("[localStorage['graphiql:variables'], localStorage['graphiql:tabState']]");
    await expect
      .poll(noted, { timeout: 10_000 })
      .toEqual([
        expect.stringContaining('emailAddress'),
        expect.stringContaining('"activeTabIndex":2'),
      ]);
    await page.reload();
    await editor.getByText('query Identity').waitFor();
    expect(await page.getByRole('tab').count()).toBe(5);
    expect(await chosen.textContent()).toContain('Identity');
    expect(complaints).toEqual([]);
  });
});
