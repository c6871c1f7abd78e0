import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { beforeEach, expect, test, vi } from 'vitest';
import {
  createMembershipClient,
  MembershipGatewayError,
  NetworkError,
  NoGraphQLAnswerError,
  OutcomeUnknownError,
  OverloadedError,
  RateLimitedError,
  TimeoutError,
  type CallOptions,
  type ClientOptions,
} from '../../src/client/index.ts';
import { Patience } from '../../src/client/patience.ts';
import { sendJson, startUpstream, type Answerer } from '../integration/upstream.ts';

beforeEach(() => {
  // Nothing is waited for but what a server asks for.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  return () => {
    vi.restoreAllMocks();
  };
});

const query = '{ roles { totalCount } }';
const mutation = 'mutation { disableAccountMembership(input: { id: 1 }) { replayed } }';

const well = (response: ServerResponse) => {
  sendJson(response, { data: { ok: true } });
};
const busy = (status: number, code: string) => (response: ServerResponse) => {
  sendJson(response, { errors: [{ message: 'Not now', extensions: { code } }] }, status);
};

/** In the gateway's place: one answer after the other, the last one for ever. */
async function startAnswering(
  answers: readonly ((response: ServerResponse) => void)[],
  options: Partial<ClientOptions> = {},
) {
  const answer: Answerer = (_request, response) => {
    const each = answers[Math.min(count, answers.length - 1)];
    count += 1;
    each?.(response);
  };
  let count = 0;
  const server = await startUpstream(answer);
  const client = createMembershipClient({ url: server.url, persistedQueries: 'off', ...options });
  return { ...server, client };
}

const passing: [string, (response: ServerResponse) => void][] = [
  ['429', busy(429, 'RATE_LIMITED')],
  ['503', busy(503, 'OVERLOADED')],
  ['502 of a proxy', (response) => response.writeHead(502).end('<h1>Bad gateway</h1>')],
  ['504 of a proxy', (response) => response.writeHead(504).end()],
  ['a broken connection', (response) => response.destroy()],
  [
    'half an answer',
    (response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"data"');
      response.destroy();
    },
  ],
];

test.each(passing)('a query is asked again after %s', async (_what, fail) => {
  const { client, lines } = await startAnswering([fail, fail, well]);

  expect((await client.query(query)).data).toEqual({ ok: true });
  expect(lines()).toHaveLength(3);
});

test.each(passing)('a change is sent once, whatever comes of it: %s', async (_what, fail) => {
  const { client, lines } = await startAnswering([fail, well]);

  await expect(client.mutate(mutation)).rejects.toThrow();
  expect(lines()).toHaveLength(1);
});

test.each([
  ['a broken connection', (response: ServerResponse) => response.destroy(), NetworkError],
  [
    '502 of a proxy',
    (response: ServerResponse) => response.writeHead(502).end(),
    NoGraphQLAnswerError,
  ],
  [
    '504 of a proxy that words it as GraphQL does',
    (response: ServerResponse) => {
      sendJson(response, { errors: [{ status: '504', title: 'Gateway timeout' }] }, 504);
    },
    MembershipGatewayError,
  ],
  ['no answer in time', () => undefined, TimeoutError],
])('after %s nobody can tell what came of a change', async (_what, fail, cause) => {
  const { client, lines } = await startAnswering([fail], { timeoutMs: 300 });

  const error: unknown = await client.mutate(mutation).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(OutcomeUnknownError);
  expect(error).toMatchObject({
    cause: expect.any(cause) as Error,
    message: expect.stringContaining('look for a new one in its list') as string,
  });
  expect(lines()).toHaveLength(1);
});

test.each([
  ['the gateway', busy(503, 'OVERLOADED'), OverloadedError],
  ['a proxy', (response: ServerResponse) => response.writeHead(413).end(), NoGraphQLAnswerError],
])('what %s refuses was not done', async (_who, refuse, kind) => {
  const { client } = await startAnswering([refuse]);

  await expect(client.mutate(mutation)).rejects.toBeInstanceOf(kind);
});

test('the last failure is thrown when no attempt is left', async () => {
  const { client, lines } = await startAnswering([busy(429, 'RATE_LIMITED')], { retries: 1 });

  await expect(client.query(query)).rejects.toBeInstanceOf(RateLimitedError);
  expect(lines()).toHaveLength(2);
});

test.each([
  ['400', busy(400, 'BAD_REQUEST')],
  ['500', busy(500, 'INTERNAL_SERVER_ERROR')],
  ['an error inside of an answer', busy(200, 'UPSTREAM_UNAVAILABLE')],
])('a query is not asked again after %s', async (_what, fail) => {
  const { client, lines } = await startAnswering([fail, well]);

  await expect(client.query(query)).rejects.toThrow('Not now');
  expect(lines()).toHaveLength(1);
});

test('what asks to come back later than there is time for is thrown at once', async () => {
  const later = (response: ServerResponse) => {
    response.setHeader('retry-after', '3600');
    busy(503, 'OVERLOADED')(response);
  };
  const { client, lines } = await startAnswering([later, well]);

  await expect(client.query(query)).rejects.toMatchObject({
    code: 'OVERLOADED',
    retryAfterMs: 3_600_000,
  });
  expect(lines()).toHaveLength(1);
});

test('what asks to come back later than a timer can tell is thrown at once', async () => {
  const muchLater = (response: ServerResponse) => {
    response.setHeader('retry-after', String(30 * 24 * 3600));
    busy(503, 'OVERLOADED')(response);
  };
  const { client, lines } = await startAnswering([muchLater, well], { timeoutMs: Infinity });

  await expect(client.query(query)).rejects.toBeInstanceOf(OverloadedError);
  expect(lines()).toHaveLength(1);
});

test.each(['0', 'Wed, 21 Oct 2015 07:28:00 GMT', 'soon'])(
  'Retry-After: %s lets a query be asked again',
  async (value) => {
    const now = (response: ServerResponse) => {
      response.setHeader('retry-after', value);
      busy(429, 'RATE_LIMITED')(response);
    };
    const { client } = await startAnswering([now, well]);

    expect((await client.query(query)).data).toEqual({ ok: true });
  },
);

test('between attempts lies what was asked for, and chance on top that grows', () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const patience = new Patience(60_000, undefined);

  expect(patience.delayMs(0, null)).toBe(50);
  expect(patience.delayMs(2, null)).toBe(200);
  expect(patience.delayMs(20, null)).toBe(2500);
  expect(patience.delayMs(0, 1000)).toBe(1050);
  expect(patience.delayMs(0, 60_000)).toBeNull();
  patience.end();
});

test('a query has so much time in all, also for what it waits between attempts', async () => {
  const { client, lines, received } = await startAnswering([
    busy(503, 'OVERLOADED'),
    () => undefined,
  ]);

  await expect(client.query(query, {}, { timeoutMs: 300 })).rejects.toMatchObject({
    name: 'TimeoutError',
    code: 'TIMEOUT',
    message: 'There was no answer within 300 ms.',
  });
  await received[1]?.abandoned;
  expect(lines()).toHaveLength(2);
});

test('a signal ends the request under way, with its own reason', async () => {
  const { client, arrived, received } = await startAnswering([() => undefined]);
  const controller = new AbortController();
  const answer = client.query(query, {}, { signal: controller.signal });
  await arrived(1);
  controller.abort(new Error('Left'));

  await expect(answer).rejects.toThrow('Left');
  await received[0]?.abandoned;
});

test.each(['query', 'mutate'] as const)(
  'of a %s, the time and the signal hold for the headers, too',
  async (kind) => {
    const { client, lines } = await startAnswering([well], {
      headers: () => new Promise(() => undefined),
    });
    const ask = (options: CallOptions) =>
      kind === 'query' ? client.query(query, {}, options) : client.mutate(mutation, {}, options);

    await expect(ask({ timeoutMs: 50 })).rejects.toBeInstanceOf(TimeoutError);
    const controller = new AbortController();
    const answer = ask({ signal: controller.signal });
    controller.abort(new Error('Left'));
    await expect(answer).rejects.toThrow('Left');
    expect(lines()).toEqual([]);
  },
);

test('headers that fail after their call was given up trouble nobody', async () => {
  const controller = new AbortController();
  const headers = async () => {
    controller.abort(new Error('Left'));
    await Promise.resolve();
    throw new Error('No token');
  };
  const { client, lines } = await startAnswering([well], { headers });

  await expect(client.query(query, {}, { signal: controller.signal })).rejects.toThrow('Left');
  expect(lines()).toEqual([]);
});

test.each([2 ** 31, Infinity])('a time of %d ms is not over at once', async (timeoutMs) => {
  const { client } = await startAnswering([
    (response) => {
      setTimeout(well, 100, response);
    },
  ]);

  expect((await client.query(query, {}, { timeoutMs })).data).toEqual({ ok: true });
});

test('a signal ends the wait between attempts, and one that has ended begins nothing', async () => {
  const controller = new AbortController();
  const { client, lines } = await startAnswering([
    (response) => {
      response.setHeader('retry-after', '20');
      response.once('finish', () => {
        setImmediate(() => {
          controller.abort(new Error('Left'));
        });
      });
      busy(503, 'OVERLOADED')(response);
    },
  ]);
  const { signal } = controller;

  await expect(client.query(query, {}, { signal })).rejects.toThrow('Left');
  await expect(client.query(query, {}, { signal })).rejects.toThrow('Left');
  expect(lines()).toHaveLength(1);
});

test('credentials do not follow a redirect', async () => {
  const elsewhere = await startUpstream((_request, response) => {
    well(response);
  });
  const { client } = await startAnswering([
    (response) => response.writeHead(307, { location: elsewhere.url }).end(),
  ]);

  await expect(client.query(query)).rejects.toMatchObject({
    code: 'NO_GRAPHQL_ANSWER',
    status: 307,
  });
  expect(elsewhere.lines()).toEqual([]);
});

test('a change that is redirected to a login was not made, nor in a browser, which hides the status', async () => {
  const { client, lines } = await startAnswering(
    [(response) => response.writeHead(302, { location: '/login' }).end()],
    {
      fetch: async (url, init) =>
        Object.defineProperties(await fetch(url, init), {
          status: { value: 0 },
          type: { value: 'opaqueredirect' },
        }),
    },
  );

  await expect(client.mutate(mutation)).rejects.toBeInstanceOf(NoGraphQLAnswerError);
  expect(lines()).toHaveLength(1);
});

test.each(['[]', 'null', '"no"', '{}', '{"data"', '<html></html>'])(
  'an answer of %s is none',
  async (body) => {
    const { client } = await startAnswering([(response) => response.end(body)]);

    await expect(client.query(query)).rejects.toBeInstanceOf(NoGraphQLAnswerError);
  },
);

const withCredentials = Object.assign(new URL('http://127.0.0.1/graphql'), {
  username: 'me',
  password: 'secret',
}).href;

test.each<[string, Partial<ClientOptions>, string]>([
  ['a relative URL, outside of a browser', { url: '/graphql' }, 'The url must be absolute'],
  ['a URL with credentials', { url: withCredentials }, 'no credentials'],
  ['a token of two lines', { headers: { authorization: 'Bearer one\ntwo' } }, 'in the headers'],
  ['a token beyond Latin 1', { headers: { authorization: 'Bearer 日本' } }, 'in the headers'],
])('with %s nothing is sent, and that is all that is told', async (_what, options, said) => {
  const { client, lines } = await startAnswering([well], options);

  for (const call of [client.query(query), client.mutate(mutation)]) {
    const error: unknown = await call.catch((e: unknown) => e);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: expect.stringContaining(said) as string });
    expect(inspect(error)).not.toMatch(/secret|two|日本/);
  }
  expect(lines()).toEqual([]);
});

test("a caller's own fetch may take URLs that the platform's does not", async () => {
  const { url } = await startUpstream((_request, response) => {
    well(response);
  });
  const client = createMembershipClient({
    url: '/graphql',
    fetch: (path, init) => fetch(new URL(path, url), init),
  });

  expect((await client.mutate(mutation)).data).toEqual({ ok: true });
});

test('where nobody listens, it is a network error after all attempts', async () => {
  const { client } = await startAnswering([well], { url: 'http://127.0.0.1:1/graphql' });

  await expect(client.query(query)).rejects.toBeInstanceOf(NetworkError);
});
