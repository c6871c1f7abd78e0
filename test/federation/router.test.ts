import { expect, test } from 'vitest';
import { globalId } from '../../src/domain/global-id.ts';
import { startTestGateway, type TestGateway } from '../integration/harness.ts';
import { composers, type Compose } from './composers.ts';
import { startRouter } from './router.ts';
import { startTimeEntries, timeEntriesSdl, type UserKey } from './time-entries.ts';

const secret = 'a-secret-of-the-router-and-of-nobody-else';

const keys: readonly UserKey[] = ['id', 'sourceId'];
interface Case {
  readonly name: string;
  readonly compose: Compose;
  readonly key: UserKey;
}

const cases: readonly Case[] = composers.flatMap(([name, compose]) =>
  keys.map((key) => ({ name, compose, key })),
);

const known = { 'router-authorization': secret };

async function startGraph(
  { compose, key }: Omit<Case, 'name'>,
  along: Readonly<Record<string, string>> = known,
) {
  const gateway = await startTestGateway({ env: { FEDERATION: 'on', ROUTER_SECRET: secret } });
  const users = [...gateway.kantata.data.users.keys()].slice(0, 100).map(String);
  const entries = users.map((sourceId, index) => ({
    id: `entry-${index}`,
    minutes: 15 * (index % 8),
    user: key === 'id' ? globalId('User', sourceId) : sourceId,
  }));
  const { sdl, errors } = compose([
    { name: 'memberships', url: `${gateway.url}/graphql`, sdl: await sdlOf(gateway) },
    { name: 'time', url: await startTimeEntries(key, entries), sdl: timeEntriesSdl(key) },
  ]);
  if (sdl === null) throw new Error(errors.join('\n'));
  const query = await startRouter(sdl, along);
  gateway.requests();
  return { gateway, query, users };
}

async function sdlOf({ query }: TestGateway): Promise<string> {
  const { data } = await query('{ _service { sdl } }', {}, known);
  return (data?._service as { sdl: string }).sdl;
}

test.each(cases)(
  '$name, by $key: a hundred users to whom another service refers are one call, with what is selected of them',
  async (given) => {
    const { gateway, query, users } = await startGraph(given);

    const { data, errors } = await query(
      '{ timeEntries { nodes { minutes user { fullName role { name } } } } }',
    );

    expect(errors).toBeUndefined();
    expect(gateway.requests()).toEqual([
      `GET /users?only=${users.join(',')}&on_my_account=true&show_disabled=true&per_page=200&include=role`,
    ]);
    const { nodes } = data?.timeEntries as {
      nodes: { user: { fullName: string; role: { name: string } | null } }[];
    };
    expect(nodes.map(({ user }) => user.fullName)).toEqual(
      users.map((id) => gateway.kantata.data.users.get(Number(id))?.full_name),
    );
    expect(nodes.filter(({ user }) => user.role !== null).length).toBeGreaterThan(50);
  },
);

test.each(cases)(
  '$name, by $key: a list of the gateway is followed into the other service, for no more than the list',
  async (given) => {
    const { gateway, query, users } = await startGraph(given);

    const { data, errors } = await query(
      `query ($ids: [ID!]!) {
        users(filter: { ids: $ids, includeInactive: true }) {
          nodes { sourceId timeEntries { id } }
          pageInfo { hasNextPage }
        }
      }`,
      { ids: users.slice(0, 2) },
    );

    expect(errors).toBeUndefined();
    const { nodes, pageInfo } = data?.users as { nodes: { sourceId: string }[]; pageInfo: object };
    expect(nodes.toSorted((one, other) => one.sourceId.localeCompare(other.sourceId))).toEqual([
      { sourceId: users[0], timeEntries: [{ id: 'entry-0' }] },
      { sourceId: users[1], timeEntries: [{ id: 'entry-1' }] },
    ]);
    expect(pageInfo).toEqual({ hasNextPage: false });
    expect(gateway.requests()).toHaveLength(1);
  },
);

test.each(cases)(
  "$name, by $key: node is the other service's, and leads from there to the gateway",
  async (given) => {
    const { gateway, query, users } = await startGraph(given);

    const answer = await query(
      '{ node(id: "entry-5") { __typename id ... on TimeEntry { user { sourceId fullName } } } }',
    );

    const user = gateway.kantata.data.users.get(Number(users[5]));
    expect(answer).toEqual({
      data: {
        node: {
          __typename: 'TimeEntry',
          id: 'entry-5',
          user: { sourceId: users[5], fullName: user?.full_name },
        },
      },
    });
    expect(gateway.requests()).toEqual([
      `GET /users?only=${users[5]}&on_my_account=true&show_disabled=true&per_page=200`,
    ]);
  },
);

test.each(composers)(
  'a router without the secret gets nothing, and no upstream is asked (%s)',
  async (_name, compose) => {
    const { gateway, query } = await startGraph({ compose, key: 'id' }, {});

    const { errors } = await query('{ timeEntries { nodes { user { fullName } } } }');

    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(gateway.requests()).toEqual([]);
  },
);
