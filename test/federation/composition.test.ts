import {
  buildSchema,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
  printType,
  type GraphQLSchema,
} from 'graphql';
import { expect, test } from 'vitest';
import { subgraphSdl } from '../../src/graphql/federation.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { command } from '../command/program.ts';
import { composers } from './composers.ts';
import { timeEntriesSdl } from './time-entries.ts';

const subgraph = createSchema({ federation: true });
const sdl = subgraphSdl(subgraph);
const memberships = { name: 'memberships', url: 'http://memberships.example.test', sdl };
const time = { name: 'time', url: 'http://time.example.test' };
const ownNode = 'extend type Query { node(id: ID!): Node }';

test.each(composers)(
  'composes with another Relay subgraph, whose node stays its own (%s)',
  (_name, compose) => {
    const composed = compose([memberships, { ...time, sdl: timeEntriesSdl('id') }]);

    expect(composed.errors).toEqual([]);
    expect(composed.sdl).toMatch(/^ {2}node\(id: ID!\): Node @join__field\(graph: TIME\)$/m);
    expect(composed.sdl).not.toMatch(/^ {2}nodes\(/m);
  },
);

test.each(composers)(
  'composes with one that knows users by sourceId alone (%s)',
  (_name, compose) => {
    expect(compose([memberships, { ...time, sdl: timeEntriesSdl('sourceId') }]).errors).toEqual([]);
  },
);

test.each(composers)(
  'lets another subgraph add a field to every person and every membership (%s)',
  (_name, compose) => {
    const badges = `
      extend schema
        @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@interfaceObject"])
      type Person @key(fields: "id") @interfaceObject { id: ID! badge: String }
      type Membership @key(fields: "id") @interfaceObject { id: ID! seat: String }
    `;

    const composed = compose([memberships, { ...time, name: 'badges', sdl: badges }]);

    expect(composed.errors).toEqual([]);
    expect(composed.sdl?.match(/^ {2}badge: String/gm)).toHaveLength(3);
    expect(composed.sdl?.match(/^ {2}seat: String/gm)).toHaveLength(3);
  },
);

test.each(
  composers.flatMap(([name, compose]) =>
    ['', '@inaccessible', '@shareable'].map((directive) => ({ name, compose, directive })),
  ),
)('node could not stand in the SDL, not even as "$directive" ($name)', ({ compose, directive }) => {
  const withNode = sdl
    .replace('"@shareable"]', '"@shareable", "@inaccessible"]')
    .concat(ownNode.replace(' }', ` ${directive} }`));

  const { errors } = compose([
    { ...memberships, sdl: withNode },
    { ...time, sdl: timeEntriesSdl('id') },
  ]);

  expect(errors.join()).toContain('Non-shareable field "Query.node"');
});

test('every record has a key, by which the router can ask for it', () => {
  const records = Object.values(subgraph.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'));
  const keyed = records.filter(({ astNode }) =>
    astNode?.directives?.some(({ name }) => name.value === 'key'),
  );

  expect(keyed.map(({ name }) => name)).toEqual(records.map(({ name }) => name));
});

test('the graph is the same with federation and without, but for what federation brings', () => {
  const plain = lexicographicSortSchema(createSchema());
  const federated = lexicographicSortSchema(subgraph);
  const brought = /^(__?[A-Z]|link__|federation__)/;
  const own = ({ name }: { name: string }) => name !== 'Query' && !brought.test(name);

  const printed = (schema: GraphQLSchema) =>
    Object.values(schema.getTypeMap()).filter(own).map(printType);
  expect(printed(federated)).toEqual(printed(plain));
  const fields = Object.keys(federated.getQueryType()?.getFields() ?? {});
  expect(fields.filter((name) => !name.startsWith('_'))).toEqual(
    Object.keys(plain.getQueryType()?.getFields() ?? {}),
  );
  expect(printSchema(plain)).not.toMatch(/_entities|_service|_Any/);
});

test('the command prints what the subgraph tells', async () => {
  const { code, stdout } = await command(['schema', '--federation']);

  expect({ code, stdout }).toEqual({ code: 0, stdout: `${sdl}\n` });
  expect(() => buildSchema(stdout, { assumeValidSDL: true })).not.toThrow();
});

test('no other command takes the option', async () => {
  const { code, stdout, stderr } = await command(['config', '--federation']);

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('--federation goes with schema');
});
