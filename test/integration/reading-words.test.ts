/** What Kantata OX writes in words of its own, and how the graph reads it. */
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

test('what a user tells only when asked for it is asked for by its name', async () => {
  const row = {
    id: '1',
    bio: 'a',
    website: 'b',
    city: 'c',
    state: 'd',
    country: 'e',
    abbreviated_timezone: 'PST',
    last_site_activity: '2026-01-08T07:55:12Z',
  };
  const upstream = await startUpstream((_request, response) => {
    sendJson(response, envelope('users', [row]));
  });
  const { query } = await startGatewayAt(upstream.url);

  const answer = await query(`{ users(first: 1) { nodes {
    bio website city state country abbreviatedTimezone lastSiteActivity
  } } }`);

  const { id: _id, abbreviated_timezone, last_site_activity, ...alike } = row;
  const told = { abbreviatedTimezone: abbreviated_timezone, lastSiteActivity: last_site_activity };
  expect(answer).toEqual({ data: { users: { nodes: [{ ...alike, ...told }] } } });
  const names = 'bio,website,city,state,country,abbreviated_timezone,last_site_activity';
  expect(upstream.lines()).toEqual([
    `GET /users?on_my_account=true&show_disabled=false&page=1&per_page=1&optional_fields=${names}`,
  ]);
});

test('a day that comes with a time is that day', async () => {
  const workweek = { id: '5', start_date: '2026-03-01T00:00:00-08:00', end_date: '2026-04-01' };
  const upstream = await startUpstream((_request, response) => {
    const rows = [{ id: '1', effective_workweek_id: '5' }];
    sendJson(response, envelope('account_memberships', rows, { workweeks: { 5: workweek } }));
  });
  const { query } = await startGatewayAt(upstream.url);

  const answer = await query(
    '{ accountMemberships(first: 1) { nodes { effectiveWorkweek { startDate endDate } } } }',
  );

  const effectiveWorkweek = { startDate: '2026-03-01', endDate: '2026-04-01' };
  expect(answer).toEqual({ data: { accountMemberships: { nodes: [{ effectiveWorkweek }] } } });
  expect(upstream.lines()).toEqual([
    'GET /account_memberships?only_active=true&page=1&per_page=1&include=effective_workweek',
  ]);
});
