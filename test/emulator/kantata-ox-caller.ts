import { afterAll, beforeAll } from 'vitest';
import {
  startKantataOxEmulator,
  type KantataOxEmulator,
  type KantataOxOptions,
  type Readings,
} from '../../src/emulator/kantata-ox/index.ts';

export type Row = Readonly<Record<string, unknown>> & { readonly id: string };
export type RowMap = Readonly<Record<string, Row>>;

/** Whatever an answer may hold; what it does not hold is undefined or empty. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly count: number;
  /** The ids of `results`, in order. */
  readonly ids: readonly string[];
  readonly results: readonly unknown[];
  readonly meta: Readonly<Record<string, number>>;
  readonly errors: readonly Readonly<Record<string, unknown>>[];
  readonly json: Readonly<Record<string, unknown>>;
  /** Any map of the answer; undefined if it is not there. */
  map(key: string): RowMap | undefined;
  /** One row of a map, or a failure. */
  row(key: string, id: string | number): Row;
}

export interface Call {
  readonly method?: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function call(
  emulator: KantataOxEmulator,
  path: string,
  { method = 'GET', token = 'admin-token', body, headers = {} }: Call = {},
): Promise<Reply> {
  const response = await fetch(emulator.url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return toReply(response, await response.text());
}

/** An emulator for the tests of one file or block, and calls to it. */
export function useEmulator(options: KantataOxOptions = {}) {
  let started: KantataOxEmulator | undefined;
  beforeAll(async () => {
    started = await startKantataOxEmulator({ members: 300, inactive: 27, ...options });
  });
  afterAll(async () => {
    await started?.stop();
  });
  const emulator = (): KantataOxEmulator => {
    if (started === undefined) throw new Error('The emulator is not started');
    return started;
  };
  return {
    emulator,
    get: (path: string, how: Omit<Call, 'method'> = {}) => call(emulator(), path, how),
    put: (path: string, body?: unknown, how: Call = {}) =>
      call(emulator(), path, { method: 'PUT', body, ...how }),
    post: (path: string, body?: unknown, how: Call = {}) =>
      call(emulator(), path, { method: 'POST', body, ...how }),
    remove: (path: string, how: Call = {}) => call(emulator(), path, { method: 'DELETE', ...how }),
  };
}

/** For one test that needs readings of its own. */
export async function withReadings<T>(
  readings: Partial<Readings>,
  use: (
    get: (path: string, how?: Call) => Promise<Reply>,
    emulator: KantataOxEmulator,
  ) => Promise<T>,
): Promise<T> {
  const emulator = await startKantataOxEmulator({ members: 300, inactive: 27, readings });
  try {
    return await use((path, how) => call(emulator, path, how), emulator);
  } finally {
    await emulator.stop();
  }
}

export function keysOf(row: object): string[] {
  return Object.keys(row).sort();
}

function toReply(response: Response, text: string): Reply {
  const isJson = response.headers.get('content-type')?.includes('application/json') === true;
  const json = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
  const { count, results, meta, errors } = json as Partial<Reply>;
  const map = (key: string) => json[key] as RowMap | undefined;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json,
    count: count ?? -1,
    results: results ?? [],
    ids: (results ?? []).map((result) => (result as { id: string }).id),
    meta: meta ?? {},
    errors: errors ?? [],
    map,
    row: (key, id) => {
      const row = map(key)?.[id];
      if (row === undefined) throw new Error(`No ${key} ${id} in ${text.slice(0, 300)}`);
      return row;
    },
  };
}
