/**
 * Another service's subgraph: time entries, which refer to users of Kantata OX by what the service knows of
 * them. It is a Relay graph, with a `node` of its own.
 */
import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createHandler } from 'graphql-http/lib/use/http';
import { listenDuringTest } from '../listening.ts';

/** How the service knows users. */
export type UserKey = 'id' | 'sourceId';

export interface TimeEntry {
  readonly id: string;
  readonly minutes: number;
  /** The key of the user who entered it. */
  readonly user: string;
}

export const timeEntriesSdl = (key: UserKey, relay = 'node(id: ID!): Node') => `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])

  interface Node { id: ID! }

  type TimeEntry implements Node @key(fields: "id") {
    id: ID!
    minutes: Int!
    user: User
  }

  type User @key(fields: "${key}") {
    ${key}: ID!
    timeEntries: [TimeEntry!]!
  }

  type TimeEntryConnection { nodes: [TimeEntry!]! pageInfo: PageInfo! }

  type PageInfo @shareable {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }

  type Query {
    ${relay}
    timeEntries: TimeEntryConnection!
  }
`;

/** @returns its URL */
export async function startTimeEntries(
  key: UserKey,
  entries: readonly TimeEntry[],
): Promise<string> {
  const entry = ({ id, minutes, user }: TimeEntry) => ({
    __typename: 'TimeEntry',
    id,
    minutes,
    user: { [key]: user },
  });
  const schema = buildSubgraphSchema([
    {
      typeDefs: parse(timeEntriesSdl(key)),
      resolvers: {
        Query: {
          timeEntries: () => ({
            nodes: entries.map(entry),
            pageInfo: { hasNextPage: false, hasPreviousPage: false },
          }),
          node: (_parent: unknown, { id }: { id: string }) =>
            entries.filter((each) => each.id === id).map(entry)[0] ?? null,
        },
        User: {
          timeEntries: (user: Readonly<Record<UserKey, string>>) =>
            entries.filter((each) => each.user === user[key]).map(entry),
        },
      },
    },
  ]);
  const handle = createHandler({ schema });
  const server = createServer((request, response) => {
    void handle(request, response);
  });
  return `http://127.0.0.1:${await listenDuringTest(server)}/graphql`;
}
