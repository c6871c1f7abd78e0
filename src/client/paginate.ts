/** A list of many pages as one sequence of rows. */

/** What a document must select of a list. */
export interface Connection<Row> {
  readonly nodes: readonly Row[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly endCursor?: string | null | undefined;
  };
}

/** Asks for each page only when its first row is wanted. */
export async function* rowsOf<Row>(
  pageBehind: (after: string | null) => Promise<Connection<Row> | null | undefined>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Row, void, undefined> {
  let after: string | null = null;
  for (;;) {
    const page: Connection<Row> | null | undefined = await pageBehind(after);
    // The same page again, whose rows have been yielded already.
    if (after !== null && page?.pageInfo.endCursor === after) throw notFurther();
    for (const row of page?.nodes ?? []) {
      signal?.throwIfAborted();
      yield row;
    }
    if (!page?.pageInfo.hasNextPage) return;
    const { endCursor } = page.pageInfo;
    if (!endCursor) throw notFurther();
    after = endCursor;
  }
}

function notFurther(): TypeError {
  return new TypeError(
    'The next page cannot be asked for: the document must take $after and select pageInfo { endCursor }.',
  );
}
