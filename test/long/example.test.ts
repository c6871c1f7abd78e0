import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { World } from '../../src/emulator/kantata-ox/index.ts';
import { describeInBrowser, takeScreenshot } from '../browser/browser.ts';
import { startGatewayBefore, startKantata } from '../integration/harness.ts';
import { listenDuringTest } from '../listening.ts';

const folder = fileURLToPath(new URL('../../examples/members/', import.meta.url));
const run = promisify(execFile);
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** The built app, as any web server would serve it. */
async function serveApp(): Promise<string> {
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    readFile(`${folder}dist${path}`).then(
      (file) => {
        const type = types[extname(path)] ?? 'application/octet-stream';
        response.setHeader('content-type', type).end(file);
      },
      () => response.writeHead(404).end(),
    );
  });
  return `http://127.0.0.1:${await listenDuringTest(server)}`;
}

interface MembersAnswer {
  readonly data: { readonly accountMemberships?: { readonly nodes: { defaultRole: unknown }[] } };
}

/** What stands in a cell before its text. */
const labelOf = (cell: Element) => getComputedStyle(cell, '::before').content;

function createdAtOf({ users, account_memberships: memberships }: World, address: string) {
  const user = [...users.values()].find(({ email_address }) => email_address === address);
  return [...memberships.values()].find(({ user_id }) => user_id === user?.id)?.created_at;
}

describeInBrowser('The example frontend', (open) => {
  // Installs and builds first.
  const timeout = 300_000;
  test(
    'finds, filters, pages, edits, disables, undoes, invites and sends again',
    { timeout },
    async () => {
      const kantata = await startKantata();
      const origin = await serveApp();
      const gateway = await startGatewayBefore(kantata, {
        env: { KANTATA_TOKEN: 'admin-token', EXPLORER: 'off', CORS_ORIGINS: origin },
      });
      await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder });
      const env = { ...process.env, VITE_GATEWAY_URL: `${gateway.url}/graphql` };
      await run('npm', ['run', 'build'], { cwd: folder, env });
      await run('npm', ['run', 'lint'], { cwd: folder });
      const { data } = kantata;
      const member = [...data.account_memberships.values()].find(
        (row) => row.disabled_at === null && !row.is_owner && row.permission === 'collaborator',
      );
      const name = data.users.get(member?.user_id ?? 0)?.full_name ?? '';
      if (member === undefined) throw new Error('There is nobody to edit');
      member.bill_rate_in_cents = null;
      const { page, elsewhere, complaints } = await open();
      const members = page.getByRole('region', { name: 'Members', exact: true });
      const rows = members.locator('tbody tr');
      const said = members.getByRole('status');

      await page.goto(origin);
      await page.getByText('Members found: 273', { exact: true }).waitFor();
      await takeScreenshot(page, 'example');
      const firstPage = await rows.first().textContent();

      await page.getByRole('button', { name: 'Next' }).click();
      await rows
        .first()
        .filter({ hasNotText: firstPage ?? '' })
        .waitFor();
      expect(await rows.count()).toBe(10);
      await page.getByRole('button', { name: 'Previous' }).click();
      await rows
        .first()
        .filter({ hasText: firstPage ?? '' })
        .waitFor();

      await page.getByLabel('Status').selectOption('Inactive');
      await page.getByText('Members found: 27', { exact: true }).waitFor();
      await page.getByLabel('Sort by').selectOption('Created at');
      await members.locator('table[aria-busy="false"]').waitFor();
      const addresses = await rows.locator('small').allTextContents();
      expect(addresses.map((address) => createdAtOf(data, address))).toEqual(
        [...data.account_memberships.values()]
          .filter(({ disabled_at }) => disabled_at !== null)
          .map(({ created_at }) => created_at)
          .sort()
          .slice(0, 10),
      );
      // Pages are turned in the list that is shown, not in one that is still on its way.
      const held = Promise.withResolvers<undefined>();
      await page.route('**/graphql', async (route) => {
        await held.promise;
        await route.continue();
      });
      await page.getByLabel('Status').selectOption('Any');
      await page.getByRole('button', { name: 'Next' }).press('Enter');
      held.resolve(undefined);
      await page.getByText('Members found: 300', { exact: true }).waitFor();
      await page.unroute('**/graphql');

      await page.setViewportSize({ width: 390, height: 800 });
      await takeScreenshot(page, 'example-narrow');
      const tooWide = 'document.documentElement.scrollWidth - innerWidth';
      expect(await page.evaluate(tooWide)).toBe(0);
      const cell = rows.first().locator('[data-label="Permission"]');
      expect(await cell.evaluate(labelOf)).toBe('"Permission"');
      await page.setViewportSize({ width: 1280, height: 800 });
      expect(await cell.evaluate(labelOf)).toBe('none');

      await page.getByLabel('Name', { exact: true }).fill(name);
      const row = members.getByRole('row', { name: String(member.user_id) });
      await members.locator('caption').filter({ hasNotText: '300' }).waitFor();

      await row.getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel('Permission', { exact: true }).selectOption('Punch clock');
      await page.getByRole('button', { name: 'Save' }).click();
      const rate = page.getByLabel('Bill rate per hour, in cents');
      await page.getByRole('dialog').getByText("can't be blank").waitFor();
      expect(await rate.getAttribute('aria-invalid')).toBe('true');
      await takeScreenshot(page, 'example-field-error');
      await rate.fill('5000');
      const role = [...data.roles.values()].find(
        ({ id, deleted_at }) => id !== member.default_role_id && deleted_at === null,
      );
      const roles = page.getByLabel('Role', { exact: true });
      await roles.selectOption(role?.name ?? '');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await row.getByText('Punch clock').waitFor();
      expect(member).toMatchObject({
        permission: 'punch_clock',
        bill_rate_in_cents: 5000,
        default_role_id: role?.id,
      });
      expect(data.roleChanges.at(-1)).toEqual({
        membershipId: member.id,
        option: 'keep_existing_role',
      });

      // What the form cannot offer stays as it is.
      const gone = [...data.roles.values()].find(({ deleted_at }) => deleted_at !== null);
      if (gone === undefined) throw new Error('No role was deleted');
      const unknown = { default_role_id: gone.id, permission: 'time_lord' };
      Object.assign(member, unknown);
      await page.reload();
      await page.getByLabel('Name', { exact: true }).fill(name);
      await row.getByText('Unrecognized').waitFor();
      await row.getByRole('button', { name: 'Edit' }).click();
      await roles.getByText(role?.name ?? '', { exact: true }).waitFor({ state: 'attached' });
      await rate.fill('6000');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(member).toMatchObject({ ...unknown, bill_rate_in_cents: 6000 });

      await row.getByRole('button', { name: 'Disable' }).click();
      await row.getByText('Inactive').waitFor();
      expect(await said.textContent()).toContain(`${name} is disabled.`);
      expect(member.disabled_at).not.toBeNull();
      await said.getByRole('button', { name: 'Undo' }).click();
      await row.getByRole('cell', { name: 'Active', exact: true }).waitFor();
      expect(member.disabled_at).toBeNull();

      const invitations = page.getByRole('region', { name: 'Invitations' });
      await invitations.getByLabel('Full name').fill('Ada Newcomer');
      await invitations.getByLabel('E-mail address').fill('nowhere');
      await invitations.getByRole('button', { name: 'Invite' }).click();
      await invitations.locator('.error').waitFor();
      await invitations.getByLabel('E-mail address').fill('ada@example.com');
      await invitations.getByRole('button', { name: 'Invite' }).click();
      await invitations.getByText(/^Ada Newcomer is (invited|a member now)\.$/).waitFor();
      const sent = [...data.account_invitations.values()].map((row) => row.email_address);
      expect(sent.filter((address) => address === 'ada@example.com')).toHaveLength(1);

      await invitations.getByRole('button', { name: 'Resend' }).first().click();
      await invitations.getByText(/was sent again\.$/).waitFor();
      const resent = gateway.requests().filter((line) => line.endsWith('/resend'));
      expect(resent).toEqual([expect.stringMatching(/^PUT \/account_invitations\/\d+\//)]);

      expect(elsewhere).toEqual([]);
      expect(complaints).toEqual([]);

      // What is about no field of the form, and what fails altogether, is said as well.
      const refused = { message: 'Not like this.', field: ['input'] };
      const payload = { accountMembership: null, userErrors: [refused] };
      await page.route('**/graphql', (route) =>
        route.fulfill({
          headers: { 'access-control-allow-origin': origin },
          json: { data: { updateAccountMembership: payload } },
        }),
      );
      await row.getByRole('button', { name: 'Edit' }).click();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('dialog').getByText(refused.message, { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.unroute('**/graphql');
      await page.route('**/graphql', (route) => route.abort());
      await row.getByRole('button', { name: 'Disable' }).click();
      await said.getByText('Failed to fetch').waitFor();

      // What cannot be read is not said to be loading for ever, and can be asked for again.
      const caption = members.locator('caption');
      const retry = members.getByRole('alert').getByRole('button', { name: 'Try again' });
      await page.reload();
      await retry.waitFor();
      expect(await caption.textContent()).toBe('The members could not be read');
      await retry.click();
      await retry.waitFor();
      await page.unroute('**/graphql');
      await retry.click();
      await caption.getByText('Members found: 273', { exact: true }).waitFor();
      expect(await rows.first().textContent()).toBe(firstPage);

      // So can the page that did not come. The keyboard stays where it was.
      const next = page.getByRole('button', { name: 'Next' });
      const isFocused = (element: Element) => element === document.activeElement;
      await page.route('**/graphql', (route) => route.abort());
      await next.press('Enter');
      await retry.waitFor();
      expect(await rows.first().textContent()).toBe(firstPage);
      expect(await next.evaluate(isFocused)).toBe(true);
      await page.unroute('**/graphql');
      await retry.click();
      await rows
        .first()
        .filter({ hasNotText: firstPage ?? '' })
        .waitFor();
      await rows.first().getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel('Permission', { exact: true }).selectOption('Punch clock');
      await rate.fill('');
      const save = page.getByRole('button', { name: 'Save' });
      await save.press('Enter');
      await page.getByRole('dialog').getByText("can't be blank").waitFor();
      expect(await save.evaluate(isFocused)).toBe(true);
      await page.getByRole('button', { name: 'Cancel' }).click();

      // One role that cannot be read hides nobody.
      await page.route('**/graphql', async (route) => {
        const response = await route.fetch();
        const { data } = (await response.json()) as MembersAnswer;
        const [node] = data.accountMemberships?.nodes ?? [];
        if (node === undefined) return route.fulfill({ response });
        node.defaultRole = null;
        const path = ['accountMemberships', 'nodes', 0, 'defaultRole'];
        const errors = [{ message: 'The role is not within reach.', path }];
        return route.fulfill({ response, json: { data, errors } });
      });
      await page.reload();
      await members.getByRole('alert').getByText('The role is not within reach.').waitFor();
      expect(await rows.count()).toBe(10);
      await page.unroute('**/graphql');
      expect(complaints.filter((each) => !each.includes('net::ERR_FAILED'))).toEqual([]);
    },
  );
});
