/** The twelve things that graphql-cop asks a server, asked here: none of them is found. */
import { expect, test } from 'vitest';
import { ask, oneMember, serve, startUpstream, type ServedGateway } from './rig.ts';

const name = '__typename';
const preflight = { 'apollo-require-preflight': 'yes' };
const mutation = 'mutation { resendInvitation(input: { id: "7" }) { userErrors { code } } }';

type Finding = (gateway: ServedGateway) => Promise<boolean>;

async function isAnswered(gateway: ServedGateway, body: unknown): Promise<boolean> {
  return hasData((await ask(gateway.url, {}, body)).body);
}

/** Of one answer or of several. */
function hasData(text: string): boolean {
  return /"data":\s*\{"/.test(text);
}

async function byGet(gateway: ServedGateway, query: string, headers = {}): Promise<string> {
  const url = `${gateway.url}/graphql?query=${encodeURIComponent(query)}`;
  return (await fetch(url, { headers })).text();
}

const findings: Readonly<Record<string, Finding>> = {
  'overloading by aliases': (gateway) =>
    isAnswered(gateway, {
      query: `query cop { ${Array.from({ length: 101 }, (_, index) => `a${index}: ${name}`).join(' ')} }`,
    }),
  'overloading by arrays': (gateway) =>
    isAnswered(
      gateway,
      Array.from({ length: 10 }, () => ({ query: `query cop { ${name} }` })),
    ),
  'overloading by directives': async (gateway) => {
    const query = `query cop { ${name} ${'@aa'.repeat(10)} }`;
    const { body } = await ask(gateway.url, {}, { query });
    return (body.match(/"message"/g)?.length ?? 0) >= 10 || hasData(body);
  },
  'overloading by fields': (gateway) =>
    isAnswered(gateway, { query: `query cop { ${`${name} `.repeat(500)} }` }),
  'overloading by circular introspection': (gateway) =>
    isAnswered(gateway, {
      query: `query cop { __schema { types { fields { type { fields { type { fields { type {
        fields { type { name } } } } } } } } } } }`,
    }),
  introspection: (gateway) =>
    isAnswered(gateway, { query: 'query cop { __schema { types { name fields { name } } } }' }),
  'suggestions of fields': async (gateway) => {
    const { body } = await ask(gateway.url, {}, { query: 'query cop { __schema { directive } }' });
    const typo = await ask(gateway.url, {}, { query: '{ acountMemberships { totalCount } }' });
    return /did you mean/i.test(body + typo.body);
  },
  'an explorer': async ({ url }) => {
    const paths = ['/', '/graphiql', '/playground', '/console', '/graphql', '/explain'];
    const pages = await Promise.all(
      paths.map(async (path) =>
        (await fetch(url + path, { headers: { accept: 'text/html' } })).text(),
      ),
    );
    return pages.some((page) => /<html|<script|graphiql|playground/i.test(page));
  },
  'queries by GET': async (gateway) => hasData(await byGet(gateway, `query cop { ${name} }`)),
  'changes by GET': async (gateway) =>
    hasData((await byGet(gateway, mutation)) + (await byGet(gateway, mutation, preflight))),
  'queries and changes by forms': async ({ url }) => {
    const forms: [string, string][] = [
      ['application/x-www-form-urlencoded', `query=${encodeURIComponent(`{ ${name} }`)}`],
      ['application/x-www-form-urlencoded', `query=${encodeURIComponent(mutation)}`],
      ['text/plain', JSON.stringify({ query: mutation })],
      [
        'multipart/form-data; boundary=x',
        `--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n${mutation}\r\n--x--\r\n`,
      ],
    ];
    const answers = await Promise.all(
      forms.map(async ([type, body]) => {
        const headers = { 'content-type': type, authorization: 'Bearer some-token' };
        return (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).text();
      }),
    );
    return answers.some(hasData);
  },
  tracing: async (gateway) => {
    const { body } = await ask(gateway.url, {}, { query: `query cop { ${name} }` });
    return /"tracing"|"extensions"/.test(body);
  },
  'errors as they were thrown': async (gateway) => {
    const bad = ['query', '{"query":', 'query { ', 'qwerty cop { abc }', '{"query":5}'];
    const answers = await Promise.all(
      bad.flatMap((each) => [ask(gateway.url, {}, { query: each }), ask(gateway.url, {}, each)]),
    );
    return answers.some(({ body }) => /stack|exception|node_modules|\.ts:|\.js:/i.test(body));
  },
};

test('S44 nothing is found of what graphql-cop looks for', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });

  const found = await Promise.all(
    Object.entries(findings).map(async ([what, looksFor]) =>
      (await looksFor(gateway)) ? [what] : [],
    ),
  );

  expect(found.flat()).toEqual([]);
  expect(found.length).toBeGreaterThanOrEqual(12);
  expect(upstream.requests).toEqual([]);
});

test('S44 with its explorers open, what they need is found, and nothing else', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, EXPLORER: 'on' });

  const found = await Promise.all(
    Object.entries(findings).map(async ([what, looksFor]) =>
      (await looksFor(gateway)) ? [what] : [],
    ),
  );

  expect(found.flat().toSorted()).toEqual([
    'an explorer',
    'introspection',
    'suggestions of fields',
  ]);
});

test('S16 what a page of another site could send is refused before it is read', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, KANTATA_TOKEN: 'service-token' });
  const query = '{ accountMemberships(first: 1) { totalCount } }';
  const body = JSON.stringify({ query });
  const send = async (init: RequestInit, search = '') =>
    (await fetch(`${gateway.url}/graphql${search}`, init)).status;
  const search = `?query=${encodeURIComponent(query)}`;
  const change = `?query=${encodeURIComponent(mutation)}`;

  for (const type of [
    'text/plain',
    'text/plain; x=application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    ',',
  ]) {
    const headers = { 'content-type': type };
    expect([400, 415], type).toContain(await send({ method: 'POST', headers, body }));
  }
  // Bytes have no type unless one is given.
  expect([400, 415]).toContain(
    await send({ method: 'POST', body: new TextEncoder().encode(body) }),
  );
  expect(await send({}, search)).toBe(400);
  expect(await send({ headers: { 'content-type': 'text/plain' } }, search)).toBe(400);
  expect(await send({}, change)).toBe(400);
  expect(await send({ headers: preflight }, change)).toBe(405);
  expect(await send({ method: 'HEAD' }, search)).toBeGreaterThanOrEqual(400);
  expect(upstream.requests).toEqual([]);
  expect(await send({ headers: preflight }, search)).toBe(200);
  expect(upstream.requests).toHaveLength(1);
});
