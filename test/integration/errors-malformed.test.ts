/** Answers of 2xx that are not what they should be. */
import { describe, expect, test } from 'vitest';
import type { FaultAction } from '../../src/emulator/faults.ts';
import { startTestGateway } from './harness.ts';
import { envelope, sendJson, startGatewayAt, startUpstream } from './upstream.ts';

const map = 'account_memberships';
const ok = (body: unknown, type = 'application/json'): FaultAction => ({
  kind: 'answer',
  status: 200,
  headers: { 'content-type': type },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('a list whose answer lacks what none may lack', () => {
  test.each([
    ['a page of HTML', ok('<html><h1>CANARY</h1></html>', 'text/html')],
    ['a list', ok([])],
    ['null', ok('null')],
    ['a number', ok('5')],
    ['a text', ok('"CANARY"')],
    ['an empty object', ok({})],
    ['no results', ok({ count: 1, [map]: { 5: { id: '5' } } })],
    ['results that are no list', ok({ count: 1, results: {}, [map]: {} })],
    [
      'results of something else',
      ok({ count: 1, results: [{ key: 'users', id: '5' }], users: {} }),
    ],
    ['results of nothing', ok({ count: 1, results: [null], [map]: {} })],
    ['an id that is none', ok({ count: 1, results: [{ key: map, id: '../5' }], [map]: {} })],
    ['a row that is missing', ok({ count: 1, results: [{ key: map, id: '5' }], [map]: {} })],
    ['no map', ok({ count: 1, results: [{ key: map, id: '5' }] })],
    ['a map that is a list', ok({ count: 1, results: [{ key: map, id: '0' }], [map]: [{}] })],
    [
      'a row that is no object',
      ok({ count: 1, results: [{ key: map, id: '5' }], [map]: { 5: 5 } }),
    ],
    ['an empty body', ok('', 'text/html')],
    [
      'errors in place of rows',
      ok({ count: 0, results: [], [map]: {}, errors: [{ type: 'system', message: 'CANARY' }] }),
    ],
  ])('%s', async (_what, action) => {
    const gateway = await startTestGateway();
    gateway.kantata.inject({ match: { path: `/${map}` }, action });
    const { data, errors } = await gateway.query(`{
      accountMemberships(first: 2) { nodes { id } }
      roles(first: 1) { totalCount }
    }`);
    expect(data).toEqual({ accountMemberships: null, roles: { totalCount: 17 } });
    expect(errors).toMatchObject([
      {
        path: ['accountMemberships'],
        extensions: { code: 'UPSTREAM_MALFORMED', source: 'KANTATA_OX', upstreamStatus: 200 },
      },
    ]);
    expect(JSON.stringify(errors)).not.toContain('CANARY');
    expect(gateway.requests()).toHaveLength(2);
  });
});

describe('JSON that breaks off', () => {
  test('is asked for again', async () => {
    const gateway = await startTestGateway();
    gateway.kantata.inject({
      match: { path: '/roles' },
      times: 1,
      action: { kind: 'truncatedJson' },
    });
    const { data, errors } = await gateway.query('{ roles(first: 1) { totalCount nodes { id } } }');
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ roles: { totalCount: 17 } });
    expect(gateway.requests()).toHaveLength(2);
  });

  test('is malformed when it never comes whole', async () => {
    const gateway = await startTestGateway();
    gateway.kantata.inject({ match: { path: '/roles' }, action: { kind: 'truncatedJson' } });
    const { data, errors } = await gateway.query('{ roles(first: 1) { totalCount nodes { id } } }');
    expect(data).toEqual({ roles: null });
    expect(errors).toMatchObject([
      { path: ['roles'], extensions: { code: 'UPSTREAM_MALFORMED', upstreamStatus: 200 } },
    ]);
    expect(gateway.requests()).toHaveLength(3);
  });
});

describe('what can be understood all the same', () => {
  test.each([
    ['a count that is missing', {}],
    ['a count that is negative', { count: -1 }],
    ['a count that is a text', { count: 'many' }],
    ['meta that is nonsense', { count: 2, meta: [1, 2] }],
    ['maps nobody asked for', { count: 2, widgets: { 1: {} }, users: { 7: { id: '7' } } }],
    ['included rows that are none', { count: 2, users: { 7: null, x: {}, 9: [] }, skills: 5 }],
  ])('%s', async (_what, more) => {
    const upstream = await startUpstream((_request, response) => {
      const { count: _count, ...rows } = envelope('roles', [
        { id: '1', name: 'One' },
        { id: '2', name: 'Two' },
      ]);
      sendJson(response, { ...rows, ...more });
    });
    const gateway = await startGatewayAt(upstream.url);
    const { data, errors } = await gateway.query(
      '{ roles { totalCount nodes { sourceId name } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      roles: {
        totalCount: 2,
        nodes: [
          { sourceId: '1', name: 'One' },
          { sourceId: '2', name: 'Two' },
        ],
      },
    });
    expect(upstream.lines()).toEqual(['GET /roles?only_active=true&page=1&per_page=20']);
  });

  test.each([
    ['as a text', { count: '3' }, 3],
    ['only in meta', { meta: { count: 3 } }, 3],
    ['as nonsense, and so only in meta', { count: 'many', meta: { count: '3' } }, 3],
    ['nowhere, so that a full page may not be the last', {}, null],
  ])('a count that stands %s', async (_where, count, totalCount) => {
    const { gateway, lines } = await startThreeRows(count);
    const read = (given: string) =>
      gateway.query(`{ roles(${given}) {
        totalCount nodes { sourceId } pageInfo { hasNextPage endCursor }
      } }`);
    const first = await read('first: 2');
    expect(first).toMatchObject({
      data: {
        roles: {
          totalCount,
          nodes: [{ sourceId: '1' }, { sourceId: '2' }],
          pageInfo: { hasNextPage: true },
        },
      },
    });
    const { endCursor } = (first.data?.roles as { pageInfo: { endCursor: string } }).pageInfo;
    expect(await read(`first: 2, after: "${endCursor}"`)).toMatchObject({
      data: {
        roles: { totalCount: 3, nodes: [{ sourceId: '3' }], pageInfo: { hasNextPage: false } },
      },
    });
    expect(lines()).toEqual(
      [1, 2].map((page) => `GET /roles?only_active=true&page=${page}&per_page=2`),
    );
  });

  test('a search without a count, which goes on behind a full page and ends with a short one', async () => {
    const { gateway, lines } = await startThreeRows({});
    const read = (given: string) =>
      gateway.query(`{ users(filter: { search: "a" }, ${given}) {
        totalCount nodes { sourceId } pageInfo { hasNextPage endCursor }
      } }`);
    const first = await read('first: 2');
    expect(first).toMatchObject({
      data: { users: { totalCount: null, pageInfo: { hasNextPage: true } } },
    });
    const { endCursor } = (first.data?.users as { pageInfo: { endCursor: string } }).pageInfo;
    expect(await read(`first: 2, after: "${endCursor}"`)).toMatchObject({
      data: {
        users: { totalCount: 3, nodes: [{ sourceId: '3' }], pageInfo: { hasNextPage: false } },
      },
    });
    expect(await read('last: 1')).toMatchObject({
      data: { users: null },
      errors: [{ path: ['users'], extensions: { code: 'UPSTREAM_MALFORMED' } }],
    });
    const search = 'GET /users?on_my_account=true&show_disabled=false&search=a';
    expect(lines()).toEqual([
      `${search}&page=1&per_page=2`,
      `${search}&page=2&per_page=2`,
      `${search}&page=1&per_page=1`,
    ]);
  });

  test('a row that stands twice is one row', async () => {
    const upstream = await startUpstream((_request, response) => {
      const rows = envelope('roles', [{ id: '1', name: 'One' }]);
      sendJson(response, {
        ...rows,
        results: [
          { key: 'roles', id: '1' },
          { key: 'roles', id: 1 },
        ],
      });
    });
    const gateway = await startGatewayAt(upstream.url);
    const { data } = await gateway.query('{ roles { nodes { name } } }');
    expect(data).toEqual({ roles: { nodes: [{ name: 'One' }] } });
    expect(upstream.lines()).toHaveLength(1);
  });

  test('a key that means something to JavaScript means nothing here', async () => {
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        '{"count":1,"results":[{"key":"roles","id":"1"}],"__proto__":{"polluted":1},' +
          '"roles":{"1":{"id":"1","name":"One","__proto__":{"polluted":1},"constructor":5},"__proto__":{}}}',
      );
    });
    const gateway = await startGatewayAt(upstream.url);
    const { data, errors } = await gateway.query('{ roles { nodes { name createdAt } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ roles: { nodes: [{ name: 'One', createdAt: null }] } });
    expect(upstream.lines()).toHaveLength(1);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

/** A list of three rows of whatever is asked for, and what its answers say of their number. */
async function startThreeRows(count: Readonly<Record<string, unknown>>) {
  const upstream = await startUpstream(({ line }, response) => {
    const { pathname, searchParams } = new URL(line.slice('GET '.length), 'http://upstream');
    const page = Number(searchParams.get('page'));
    const size = Number(searchParams.get('per_page'));
    const rows = [{ id: '1' }, { id: '2' }, { id: '3' }].slice((page - 1) * size, page * size);
    const { count: _count, ...answer } = envelope(pathname.slice(1), rows);
    sendJson(response, { ...answer, ...count });
  });
  return { gateway: await startGatewayAt(upstream.url), lines: upstream.lines };
}
