/** Reads windows of a list through the gateway, in a shape that is easy to compare. */
import type { GraphQLAnswer, TestGateway } from './harness.ts';

export interface Paging {
  readonly first?: number;
  readonly last?: number;
  readonly after?: string | null;
  readonly before?: string | null;
}

export interface Listed {
  readonly ids: readonly string[];
  readonly cursors: readonly string[];
  readonly totalCount: number;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

interface Connection {
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: { readonly sourceId: string };
  }[];
  readonly totalCount: number;
  readonly pageInfo: Omit<Listed, 'ids' | 'cursors' | 'totalCount'>;
}

const window = `
  edges { cursor node { sourceId } }
  totalCount
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
`;

const declared: Readonly<Record<keyof Paging, string>> = {
  first: '$first: Int',
  last: '$last: Int',
  after: '$after: String',
  before: '$before: String',
};

/** One window of `accountMemberships`, or of another list; `given` are its other arguments. */
export async function list(
  gateway: Pick<TestGateway, 'query'>,
  paging: Paging = {},
  { field = 'accountMemberships', given = '' }: { field?: string; given?: string } = {},
): Promise<Listed> {
  return listedOf(await ask(gateway, window, paging, { field, given }), field);
}

/** The same with a selection of its own. */
export async function ask(
  { query }: Pick<TestGateway, 'query'>,
  selection: string,
  paging: Paging = {},
  { field = 'accountMemberships', given = '' }: { field?: string; given?: string } = {},
): Promise<GraphQLAnswer> {
  const names = (Object.keys(declared) as (keyof Paging)[]).filter((name) => name in paging);
  const head =
    names.length === 0 ? '' : `query (${names.map((name) => declared[name]).join(', ')})`;
  const paged = names.map((name) => `${name}: $${name}`).join(', ');
  const all = [given, paged].filter((part) => part !== '').join(', ');
  const call = all === '' ? field : `${field}(${all})`;
  return query(`${head} { ${call} { ${selection} } }`, { ...paging });
}

function listedOf({ data, errors }: GraphQLAnswer, field: string): Listed {
  const connection = data?.[field] as Connection | null | undefined;
  if (errors !== undefined || connection == null) throw new Error(JSON.stringify(errors));
  return {
    ids: connection.edges.map(({ node }) => node.sourceId),
    cursors: connection.edges.map(({ cursor }) => cursor),
    totalCount: connection.totalCount,
    ...connection.pageInfo,
  };
}

/** All windows of a size, one after the other, each from the cursor of the one before. */
export async function walk(
  gateway: Pick<TestGateway, 'query'>,
  size: number,
  direction: 'forward' | 'backward',
  options: { field?: string; given?: string } = {},
): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let windows = 0; windows < 500; windows += 1) {
    const paging: Paging =
      direction === 'forward'
        ? { first: size, ...(cursor === null ? {} : { after: cursor }) }
        : { last: size, ...(cursor === null ? {} : { before: cursor }) };
    const listed: Listed = await list(gateway, paging, options);
    if (direction === 'forward') ids.push(...listed.ids);
    else ids.unshift(...listed.ids);
    cursor = direction === 'forward' ? listed.endCursor : listed.startCursor;
    if (direction === 'forward' ? !listed.hasNextPage : !listed.hasPreviousPage) return ids;
    if (cursor === null) throw new Error('There is more, but no cursor to go on from');
  }
  throw new Error('The list does not end');
}
