/** The client: queries are asked again where that may help, changes are sent once. */
import { sendOnce, sendUntilAnswered } from './attempts.ts';
import { operationOf, textOf, type TypedDocument } from './document.ts';
import type { MembershipGatewayError } from './errors.ts';
import { rowsOf, type Connection } from './paginate.ts';
import { Patience } from './patience.ts';
import { refuseUnsendable, type Fetch, type PersistedQueries } from './transport.ts';

type Headers = Readonly<Record<string, string>>;

export interface ClientOptions {
  /** Of the graph: `https://gateway.example.com/graphql`, in a browser also `/graphql`. */
  readonly url: string | URL;
  readonly fetch?: Fetch;
  /** A function is asked before every request, so that tokens can be renewed. */
  readonly headers?: Headers | (() => Headers | Promise<Headers>);
  /** For a whole call, with all its attempts. 30 s. */
  readonly timeoutMs?: number;
  /** How often a query is asked again after 429, 502, 503, 504 or a broken connection: 2. Changes never are. */
  readonly retries?: number;
  /**
   * Whether queries are sent as the hash of their document: by `post` (the default); by `get`, which proxies may
   * repeat, and which writes the variables into the URL, where proxies may log them; or not (`off`).
   */
  readonly persistedQueries?: PersistedQueries;
}

/** With `none` the first error is thrown. With `all` the answer holds whatever data there is, and the errors. */
export type ErrorPolicy = 'none' | 'all';

export interface CallOptions<Policy extends ErrorPolicy = 'none'> {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly errorPolicy?: Policy;
  /** Added to those of the client, which they override. */
  readonly headers?: Headers;
}

export interface Answer<Data> {
  readonly data: Data;
  /** Empty, except with the error policy `all`. */
  readonly errors: readonly MembershipGatewayError[];
  /** With the header `x-upstream-trace: 1`, `upstream` says what the operation took. */
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
}

type Untyped = Readonly<Record<string, unknown>>;
/** Variables may be left out where none must be given. */
type Given<Variables, Options> =
  Record<string, never> extends Variables
    ? [variables?: Variables, options?: Options]
    : [variables: Variables, options?: Options];
type DataOf<Result, Policy> = Policy extends 'all' ? Result | null : Result;

type Call = <Result = Untyped, Variables = Untyped, Policy extends ErrorPolicy = 'none'>(
  document: TypedDocument<Result, Variables>,
  ...given: Given<Variables, CallOptions<Policy>>
) => Promise<Answer<DataOf<Result, Policy>>>;

export interface MembershipClient {
  /**
   * @throws MembershipGatewayError, one class for each code
   * @throws the reason of `signal`, when it is aborted
   * @throws TypeError for what cannot be sent: a document of the other kind, a relative URL in Node, a malformed header
   */
  readonly query: Call;
  /** Sent once, whatever comes of it: `OutcomeUnknownError` where nobody can tell. Throws as `query` does. */
  readonly mutate: Call;
  /**
   * The rows of a list, page by page, as large as `variables` say. The document takes `$after`, and
   * selects `nodes` and `pageInfo { hasNextPage endCursor }`. Throws as `query` does.
   */
  readonly paginate: <Row, Result = Untyped, Variables = Untyped>(
    document: TypedDocument<Result, Variables & { readonly after?: string | null | undefined }>,
    variables: NoInfer<Omit<Variables, 'after'>>,
    listOf: (data: Result) => Connection<Row> | null | undefined,
    options?: Omit<CallOptions, 'errorPolicy'>,
  ) => AsyncGenerator<Row, void, undefined>;
}

export function createMembershipClient(options: ClientOptions): MembershipClient {
  const query: Call = (document, ...[variables, call]) =>
    answerTo(options, 'query', document, variables, call);
  return {
    query,
    mutate: (document, ...[variables, call]) =>
      answerTo(options, 'mutation', document, variables, call),
    paginate: (document, variables, listOf, call = {}) => {
      const pageBehind = async (after: string | null) => {
        const page = after === null ? variables : { ...variables, after };
        return listOf((await answerTo(options, 'query', document, page, call)).data);
      };
      return rowsOf(pageBehind, call.signal);
    },
  };
}

async function answerTo<Result, Variables, Policy extends ErrorPolicy = 'none'>(
  client: ClientOptions,
  kind: 'query' | 'mutation',
  document: TypedDocument<Result, Variables>,
  variables: unknown,
  call: CallOptions<Policy> = {},
): Promise<Answer<DataOf<Result, Policy>>> {
  const text = textOf(document);
  if (operationOf(text) !== kind) throw new TypeError(`The document must hold one ${kind}.`);
  const patience = new Patience(call.timeoutMs ?? client.timeoutMs ?? 30_000, call.signal);
  try {
    const makeMessage = async () => {
      const headers = { ...(await patience.wait(headersOf(client))), ...call.headers };
      const message = {
        url: String(client.url),
        text,
        variables,
        headers,
        signal: patience.signal,
      };
      refuseUnsendable(message, client.fetch);
      return message;
    };
    const { data, errors, extensions, requestId } =
      kind === 'query'
        ? await sendUntilAnswered(makeMessage, patience, client)
        : await sendOnce(makeMessage, client);
    const [first] = errors;
    if (first !== undefined && call.errorPolicy !== 'all') throw first;
    // The document's types say what the gateway answers to it.
    return { data: data as DataOf<Result, Policy>, errors, extensions, requestId };
  } finally {
    patience.end();
  }
}

async function headersOf({ headers }: ClientOptions): Promise<Headers | undefined> {
  return typeof headers === 'function' ? headers() : headers;
}
