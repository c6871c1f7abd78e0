/** Fields that are Relay connections, and the types around them. */
import type { GraphQLResolveInfo } from 'graphql';
import type { ListedType, Query } from '../domain/query.ts';
import type { Connection, Edge } from '../loading/connection.ts';
import { objectionTo, spanOf, type Cursor } from '../planning/window.ts';
import { badInput } from './arguments.ts';
import type { Context } from './context.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { PageInfoResolvers } from './generated/schema.ts';

interface PagingArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** A window of a list. @throws Fault BAD_USER_INPUT for paging arguments that make no window */
export async function connectionOf<T extends ListedType>(
  query: Query<T>,
  args: PagingArguments,
  { loading, planner }: Context,
  info: GraphQLResolveInfo,
): Promise<Connection<T>> {
  const objection = objectionTo(args);
  if (objection !== null) throw badInput(args.last == null ? 'first' : 'last', objection);
  const after = cursorOf(query, 'after', args);
  const before = cursorOf(query, 'before', args);
  if (after?.pageSize !== undefined && before !== null && after.pageSize !== before.pageSize) {
    throw badInput('before', 'under a search both cursors must come from windows of one size.');
  }
  const span = spanOf(args, after, before);
  return loading.connection(query, span, planner.needOfConnection(info, query.type));
}

function cursorOf(query: Query, name: 'after' | 'before', args: PagingArguments): Cursor | null {
  const text = args[name];
  if (text === null || text === undefined) return null;
  const cursor = readCursor(query, text);
  if (cursor === null) throw badInput(name, 'this is not a cursor of this list.');
  return cursor;
}

/** The resolvers of every connection type. */
export function connectionResolvers<T extends ListedType>() {
  return {
    edges: (connection: Connection<T>): Edge<T>[] =>
      connection.nodes.map((node, index) => ({
        connection,
        node,
        position: connection.positions[index] ?? 0,
      })),
    pageInfo: (connection: Connection<T>): Connection => connection,
  };
}

/** The resolvers of every edge type. */
export const edgeResolvers = {
  cursor: ({ connection, position }: Edge): string => cursorAt(connection, position),
};

export const PageInfo: PageInfoResolvers = {
  startCursor: (connection) => cursorOrNull(connection, connection.start),
  endCursor: (connection) => cursorOrNull(connection, connection.end),
};

function cursorOrNull(connection: Connection, position: number | null): string | null {
  return position === null ? null : cursorAt(connection, position);
}

function cursorAt({ query, pageSize }: Connection, position: number): string {
  return writeCursor(query, { position, ...(pageSize === undefined ? {} : { pageSize }) });
}
