/** Relay 21: its compiler over the printed schema, and its runtime over what the compiler made of that. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  commitMutation,
  createOperationDescriptor,
  Environment,
  fetchQuery,
  getSingularSelector,
  Network,
  RecordSource,
  Store,
  type ConcreteRequest,
  type GraphQLResponse,
  type ReaderFragment,
} from 'relay-runtime';
import { expect, onTestFinished, test } from 'vitest';
import { command, root } from '../command/program.ts';
import { startTestGateway } from '../integration/harness.ts';

const source = `
import { graphql } from 'relay-runtime';
graphql\`
  query membersQuery($count: Int!) {
    ...members_list @arguments(count: $count)
  }
\`;
graphql\`
  fragment members_list on Query
  @refetchable(queryName: "membersPageQuery")
  @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" }) {
    accountMemberships(first: $count, after: $cursor, filter: { status: ANY })
      @connection(key: "members_accountMemberships") {
      edges {
        node {
          id
          ...members_row
        }
      }
    }
  }
\`;
graphql\`
  fragment members_row on AccountMembership @refetchable(queryName: "membersRowQuery") {
    status
    user {
      fullName
    }
  }
\`;
graphql\`
  mutation membersDisableMutation($id: ID!) {
    disableAccountMembership(input: { id: $id }) {
      accountMembership {
        id
        status
      }
      userErrors {
        message
      }
    }
  }
\`;
graphql\`
  mutation membersEnableManyMutation($ids: [ID!]!) {
    enableAccountMemberships(input: { ids: $ids }) {
      results {
        id
        status
        accountMembership {
          status
        }
      }
    }
  }
\`;
`;

/** What the compiler makes of it, by name. */
async function compile(): Promise<(name: string) => unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'relay-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src/members.js'), source);
  writeFileSync(join(folder, 'schema.graphql'), (await command(['schema'])).stdout);
  writeFileSync(
    join(folder, 'relay.config.json'),
    JSON.stringify({
      src: './src',
      schema: './schema.graphql',
      language: 'javascript',
      eagerEsModules: false,
    }),
  );
  execFileSync(process.execPath, [join(root, 'node_modules/relay-compiler/cli.js')], {
    cwd: folder,
    stdio: 'pipe',
  });
  const load = createRequire(join(folder, 'src/'));
  return (name) => load(`./__generated__/${name}.graphql.js`) as unknown;
}

async function start() {
  const artifact = await compile();
  const gateway = await startTestGateway();
  const environment = new Environment({
    store: new Store(new RecordSource()),
    getDataID: ({ id }: { id?: unknown }, type) => (type.endsWith('Result') ? undefined : id),
    network: Network.create(
      async ({ text }, variables) =>
        // What the runtime does with it is what is tested.
        (await gateway.query(text ?? '', variables)) as GraphQLResponse,
    ),
  });
  // The compiler's own output.
  const request = (name: string) => artifact(name) as ConcreteRequest;
  const fragment = (name: string) => artifact(name) as ReaderFragment;
  const ask = (name: string, variables: Readonly<Record<string, unknown>>) =>
    fetchQuery(environment, request(name), variables).toPromise();
  const query = createOperationDescriptor(request('membersQuery'), { count: 2 });
  onTestFinished(environment.retain(query).dispose);

  /** The rows of the list, as a component would see them. */
  function rows(): readonly Row[] {
    const whole = environment.lookup(query.fragment).data;
    const selector = getSingularSelector(fragment('members_list'), whole);
    const { data } = environment.lookup(selector) as unknown as { data: List };
    return data.accountMemberships.edges.map(({ node }) => node);
  }
  function row(node: Row): unknown {
    const selector = getSingularSelector(fragment('members_row'), node);
    return environment.lookup(selector).data;
  }
  function cursor(): string {
    const records = Object.values(environment.getStore().getSource().toJSON());
    const pageInfo = records.find((record) => record.__typename === 'PageInfo');
    return String(pageInfo?.endCursor);
  }
  const change = (name: string, variables: Readonly<Record<string, unknown>>) =>
    new Promise<unknown>((resolve, reject) => {
      const onCompleted = (data: unknown) => {
        resolve(data);
      };
      commitMutation(environment, {
        mutation: request(name),
        variables,
        onCompleted,
        onError: reject,
      });
    });
  return { ...gateway, ask, change, rows, row, cursor };
}

interface Row {
  readonly id: string;
}
interface List {
  readonly accountMemberships: { readonly edges: readonly { readonly node: Row }[] };
}

const page = (number: number) =>
  `GET /account_memberships?apply_default_filters=false&page=${number}&per_page=2&include=user`;

test('Relay compiles, pages, refetches by node and shows what a change returns', async () => {
  const { ask, change, rows, row, cursor, requests, kantata } = await start();

  await ask('membersQuery', { count: 2 });
  expect(rows()).toHaveLength(2);
  expect(requests()).toEqual([page(1)]);

  await ask('membersPageQuery', { count: 2, cursor: cursor() });
  expect(new Set(rows().map(({ id }) => id)).size).toBe(4);
  expect(requests()).toEqual([page(2)]);

  const [first] = rows();
  if (first === undefined) throw new Error('There is no row');
  expect(row(first)).toMatchObject({ user: { fullName: expect.any(String) as string } });
  const sourceId = Number(/\d+$/.exec(atob(first.id))?.[0]);
  const member = kantata.data.account_memberships.get(sourceId);
  const person = kantata.data.users.get(member?.user_id ?? 0);
  if (person === undefined) throw new Error('There is no such person');
  person.full_name = 'Ada Renamed';
  await ask('membersRowQuery', { id: first.id });
  expect(row(first)).toMatchObject({ user: { fullName: 'Ada Renamed' } });
  expect(requests()).toEqual([
    `GET /account_memberships?only=${sourceId}&apply_default_filters=false&per_page=200&include=user`,
  ]);

  expect(row(first)).toMatchObject({ status: 'ACTIVE' });
  await change('membersDisableMutation', { id: first.id });
  expect(row(first)).toMatchObject({ status: 'INACTIVE' });
  expect(requests()).toEqual([
    expect.stringMatching(new RegExp(`^PUT /account_memberships/${sourceId}/disable`)),
  ]);
});

test('Relay keeps the result of an item apart from the record that it tells of', async () => {
  const { ask, change, rows, row } = await start();
  await ask('membersQuery', { count: 2 });
  const [first] = rows();
  if (first === undefined) throw new Error('There is no row');
  await change('membersDisableMutation', { id: first.id });
  expect(row(first)).toMatchObject({ status: 'INACTIVE' });

  const data = await change('membersEnableManyMutation', { ids: [first.id, first.id] });

  expect(data).toMatchObject({
    enableAccountMemberships: {
      results: [
        { id: first.id, status: 'DONE', accountMembership: { status: 'ACTIVE' } },
        { id: first.id, status: 'REFUSED', accountMembership: null },
      ],
    },
  });
  expect(row(first)).toMatchObject({ status: 'ACTIVE' });
});
