/** Words of Kantata OX that the graph has names for, and those that nobody knew of. */
import { expect, test } from 'vitest';
import { envelope, sendJson, startGatewayAt, startUpstream } from './upstream.ts';

async function startAccount(map: string, column: string, words: readonly string[]) {
  const rows = words.map((word, index) => ({ id: String(index + 1), [column]: word }));
  const upstream = await startUpstream((_request, response) => {
    sendJson(response, envelope(map, rows));
  });
  return { ...(await startGatewayAt(upstream.url)), lines: upstream.lines };
}

test('each permission has its name, and one that is new counts as unrecognized', async () => {
  const known = [
    'administrator',
    'reports_viewer_with_cost',
    'reports_viewer',
    'project_lead',
    'project_creator',
    'collaborator',
    'external_collaborator',
    'punch_clock',
  ];
  const words = [...known, 'emperor', 'constructor'];
  const account = await startAccount('account_memberships', 'permission', words);

  const answer = await account.query('{ accountMemberships(first: 10) { nodes { permission } } }');

  const names = [...known.map((word) => word.toUpperCase()), 'UNRECOGNIZED', 'UNRECOGNIZED'];
  expect(answer).toEqual({
    data: { accountMemberships: { nodes: names.map((permission) => ({ permission })) } },
  });
  expect(account.lines()).toEqual(['GET /account_memberships?only_active=true&page=1&per_page=10']);
});

test('so has each classification of a user', async () => {
  const words = ['Internal', 'External', 'Martian'];
  const account = await startAccount('users', 'classification', words);

  const answer = await account.query('{ users(first: 3) { nodes { classification } } }');

  const names = ['INTERNAL', 'EXTERNAL', 'UNRECOGNIZED'];
  expect(answer).toEqual({
    data: { users: { nodes: names.map((classification) => ({ classification })) } },
  });
  expect(account.lines()).toEqual([
    'GET /users?on_my_account=true&show_disabled=false&page=1&per_page=3&optional_fields=classification',
  ]);
});
