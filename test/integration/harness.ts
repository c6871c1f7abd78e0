/**
 * A gateway in front of an emulated Kantata OX, both real servers on real sockets, gone when the test
 * is. Each test asserts the answer and the exact list of upstream requests.
 */
import { onTestFinished } from 'vitest';
import { startGateway, type GatewaySwitches } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import {
  startKantataOxEmulator,
  type KantataOxEmulator,
  type KantataOxOptions,
} from '../../src/emulator/kantata-ox/index.ts';
import { refuseCanariesInMetrics } from '../canaries.ts';

export interface GraphQLAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface TestGateway {
  readonly url: string;
  readonly kantata: KantataOxEmulator;
  /** Runs an operation as the emulator's administrator, unless headers say otherwise. */
  readonly query: (
    document: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<GraphQLAnswer>;
  /** The upstream requests since the last look, in the order they arrived. */
  readonly requests: () => readonly string[];
}

export interface TestGatewayOptions extends GatewaySwitches {
  readonly kantata?: KantataOxOptions;
  readonly env?: Readonly<Record<string, string>>;
}

/** Small enough to be looked at, with everything that occurs in a large one. */
const smallAccount: KantataOxOptions = { members: 300, inactive: 27 };

export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  return startGatewayBefore(await startKantata(options.kantata), options);
}

/** For pages and introspection, which are closed by default. */
export const explorers: Readonly<Record<string, string>> = { EXPLORER: 'on' };

/** For generated queries, which may be of any size. */
export const withoutLimits: Readonly<Record<string, string>> = {
  MAX_DEPTH: '100',
  MAX_ALIASES: '10000',
  MAX_ROOT_FIELDS: '10000',
  MAX_DIRECTIVES: '10000',
  MAX_COST_CALLS: '1000000',
  MAX_COST_ROWS: '1000000000',
};

/** An emulated Kantata OX alone, for tests that put more than one gateway in front of it. */
export async function startKantata(options: KantataOxOptions = {}): Promise<KantataOxEmulator> {
  const kantata = await startKantataOxEmulator({ ...smallAccount, ...options });
  onTestFinished(() => kantata.stop());
  return kantata;
}

/** Upstreams and tests share the event loop here, which says nothing about the gateway. */
const idle = { isLate: () => false, stop: () => undefined };

export async function startGatewayBefore(
  kantata: KantataOxEmulator,
  options: Omit<TestGatewayOptions, 'kantata'> = {},
): Promise<TestGateway> {
  const env = { KANTATA_BASE_URL: kantata.url, ...options.env };
  return {
    ...(await startGatewayAlone(env, { eventLoop: idle, ...options })),
    kantata,
    requests: () => {
      const lines = kantata.requests.map(({ line }) => line);
      kantata.clearRequests();
      return lines;
    },
  };
}

/** A gateway in front of whatever its environment names. */
export async function startGatewayAlone(
  env: Readonly<Record<string, string>>,
  switches: GatewaySwitches,
): Promise<Pick<TestGateway, 'url' | 'query'>> {
  const config = parseConfig({ PORT: '0', LOG_LEVEL: 'silent', ...env });
  const gateway = await startGateway(config, switches);
  onTestFinished(async () => {
    try {
      await refuseCanariesInMetrics(gateway.url);
    } finally {
      await gateway.stop();
    }
  });
  return {
    url: gateway.url,
    query: (document, variables, headers) => post(gateway.url, document, variables, headers),
  };
}

/** For requests that were sent at the same time: which of them arrives first is chance. */
export function inAnyOrder(lines: readonly string[]): readonly string[] {
  return lines.toSorted();
}

export async function post(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<GraphQLAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer admin-token',
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  // The test asserts on what it reads from here.
  return (await response.json()) as GraphQLAnswer;
}
