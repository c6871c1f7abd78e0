import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, parseConfig } from '../../src/config.ts';
import { settingsOf } from '../../src/config-report.ts';
import { ask, look, oneMember, serve, startUpstream } from '../process/rig.ts';
import { startCollector, type Collector, type ReceivedSpan } from './collector.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const parentId = 'b7ad6b7169203331';
const traceparent = `00-${traceId}-${parentId}-01`;
const known = 'query Members { accountMemberships(first: 1) { nodes { sourceId } } }';

/** Tells of every module that is loaded for tracing; the metrics have OpenTelemetry's API along in any case. */
const tellingModules = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) {
    if (/@opentelemetry\\/(?!api\\/)|src\\/telemetry/.test(url)) console.log(JSON.stringify({ msg: 'loaded' }));
    return next(url, context);
  } });
`)}`;

function sent({ url }: Collector): Record<string, string> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_BSP_SCHEDULE_DELAY: '20',
  };
}

/** As a tree: each with those whose parent it is, in the order in which they ended. */
interface Branch {
  readonly name: string;
  readonly kind: number;
  readonly attributes: ReceivedSpan['attributes'];
  readonly below: readonly Branch[];
}

function treeBelow(spans: readonly ReceivedSpan[], parent: string): readonly Branch[] {
  return spans
    .filter(({ parentSpanId = '' }) => parentSpanId === parent)
    .map(({ name, kind, attributes, spanId }) => ({
      name,
      kind,
      attributes,
      below: treeBelow(spans, spanId),
    }));
}

const isOperation = ({ msg }: { readonly msg?: unknown }) => msg === 'operation';

function manifestFile(): string {
  const id = createHash('sha256').update(known).digest('hex');
  const file = join(mkdtempSync(join(tmpdir(), 'manifest-')), 'manifest.json');
  const operations = [{ id, name: 'Members', type: 'query', body: known }];
  writeFileSync(
    file,
    JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }),
  );
  return file;
}

test('an operation is one trace: its plan, and each attempt of its calls', async () => {
  const upstream = await startUpstream((request, response) => {
    if (upstream.requests.length === 1) response.writeHead(503).end();
    else oneMember(request, response);
  });
  const collector = await startCollector();
  const gateway = await serve({
    ...sent(collector),
    KANTATA_BASE_URL: upstream.url,
    PERSISTED_DOCUMENTS_MANIFEST: manifestFile(),
  });

  await ask(gateway.url, { traceparent }, { query: known });
  const spans = await collector.spansOf(4);

  const call = {
    'http.request.method': 'GET',
    'url.template': '/account_memberships',
    'membership_gateway.source': 'KANTATA_OX',
  };
  expect(spans.every((span) => span.traceId === traceId)).toBe(true);
  await expect(gateway.line(isOperation)).resolves.toHaveProperty('trace_id', traceId);
  expect(treeBelow(spans, parentId)).toEqual([
    {
      name: 'query Members',
      kind: 2,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/graphql',
        'http.response.status_code': 200,
        'graphql.operation.type': 'query',
        'graphql.operation.name': 'Members',
        'membership_gateway.document.hash': createHash('sha256').update(known).digest('hex'),
      },
      below: [
        { name: 'plan', kind: 1, attributes: {}, below: [] },
        {
          name: 'GET /account_memberships',
          kind: 3,
          attributes: { ...call, 'http.response.status_code': 503, 'error.type': '503' },
          below: [],
        },
        {
          name: 'GET /account_memberships',
          kind: 3,
          attributes: { ...call, 'http.request.resend_count': 1, 'http.response.status_code': 200 },
          below: [],
        },
      ],
    },
  ]);
  expect(spans.map(({ status }) => status.code ?? 0).sort()).toEqual([0, 0, 0, 2]);
  expect(collector.received[0]?.path).toBe('/v1/traces');
});

test('operations at the same time keep their calls apart', async () => {
  const upstream = await startUpstream(oneMember);
  const collector = await startCollector();
  const gateway = await serve({ ...sent(collector), KANTATA_BASE_URL: upstream.url });

  await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      ask(gateway.url, { authorization: `Bearer caller-${index}` }),
    ),
  );
  const spans = await collector.spansOf(24);

  const trees = treeBelow(spans, '').map(({ name, below }) => [name, below.map((b) => b.name)]);
  expect(trees).toEqual(
    Array.from({ length: 8 }, () => ['query', ['plan', 'GET /account_memberships']]),
  );
  expect(new Set(spans.map((span) => span.traceId)).size).toBe(8);
});

test('what is refused ends its trace with its code, and no name that a caller made up names it', async () => {
  const upstream = await startUpstream(oneMember);
  const collector = await startCollector();
  const gateway = await serve({ ...sent(collector), KANTATA_BASE_URL: upstream.url });

  await ask(gateway.url, { authorization: 'Basic x' });
  await ask(
    gateway.url,
    {},
    { query: 'query MadeUp { accountMemberships(first: 0, last: 1) { totalCount } }' },
  );
  await ask(gateway.url, {}, { query: 'query MadeUp { nobody }' });
  const spans = await collector.spansOf(5);

  const roots = treeBelow(spans, '');
  expect(roots.map(({ name, attributes }) => [name, attributes['error.type']])).toEqual([
    ['operation', 'UNAUTHENTICATED'],
    ['query', 'BAD_USER_INPUT'],
    ['operation', 'GRAPHQL_VALIDATION_FAILED'],
  ]);
  expect(roots.map(({ below }) => below.map(({ name }) => name))).toEqual([[], ['plan'], ['plan']]);
  expect(upstream.requests).toEqual([]);
});

test('no span holds a token, an id, a variable or what the caller wrote', async () => {
  const upstream = await startUpstream((request, response) => {
    if (request.method === 'GET') oneMember(request, response);
    else
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"canary":"canary-5"}');
  });
  const collector = await startCollector();
  const gateway = await serve({ ...sent(collector), KANTATA_BASE_URL: upstream.url });

  await ask(
    gateway.url,
    { authorization: 'Bearer canary-1', tracestate: 'x=canary-2', baggage: 'x=canary-2' },
    {
      query: `query ($id: ID!, $text: String) {
        accountMembership(id: $id) { sourceId }
        accountMemberships(first: 1, filter: { search: $text }) { totalCount }
        canary: users(first: 1, filter: { byFullName: "canary-4" }) { totalCount }
      }`,
      variables: { id: '777000777', text: 'canary-3' },
    },
  );
  await ask(
    gateway.url,
    {},
    {
      query:
        'mutation { disableAccountMembership(input: { id: "777000777" }) { userErrors { code } } }',
    },
  );
  const spans = await collector.spansOf(8);
  await look(`${gateway.url}/healthz`);

  expect(spans.map(({ name }) => name).sort()).toEqual([
    'GET /account_memberships',
    'GET /account_memberships',
    'GET /users',
    'PUT /account_memberships/{id}/disable',
    'mutation',
    'plan',
    'plan',
    'query',
  ]);
  const everything = collector.received.map(({ body }) => body).join('\n');
  expect(everything).not.toMatch(/canary|777000777|Bearer/);
});

test.each([
  ['off', undefined],
  ['on', expect.stringMatching(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`)) as unknown],
])('the upstream is told of the trace only where that is asked for: %s', async (given, told) => {
  const upstream = await startUpstream(oneMember);
  const collector = await startCollector();
  const gateway = await serve({
    ...sent(collector),
    KANTATA_BASE_URL: upstream.url,
    PROPAGATE_TRACE_CONTEXT: given,
  });

  await ask(gateway.url, { traceparent, tracestate: 'vendor=secret' });
  const spans = await collector.spansOf(3);

  const [request] = upstream.requests;
  expect(request?.headers.traceparent).toEqual(told);
  expect(request?.headers.tracestate).toBeUndefined();
  const attempt = spans.find(({ kind }) => kind === 3);
  if (told !== undefined) expect(request?.headers.traceparent).toContain(attempt?.spanId);
});

test.each([
  ['no endpoint is given', {}],
  ['OpenTelemetry is switched off', { OTEL_SDK_DISABLED: 'true' }],
  ['nothing is to be exported', { OTEL_TRACES_EXPORTER: 'none' }],
])('nothing that traces is loaded where %s', async (_what, env) => {
  const upstream = await startUpstream(oneMember);
  const collector = await startCollector();
  const gateway = await serve(
    {
      ...(Object.keys(env).length === 0 ? {} : sent(collector)),
      ...env,
      KANTATA_BASE_URL: upstream.url,
    },
    ['--import', tellingModules],
  );

  const { status } = await ask(gateway.url);

  expect(status).toBe(200);
  expect(gateway.output()).not.toContain('"loaded"');
  expect(collector.received).toEqual([]);
});

test('the telling of modules is heard where there are some', async () => {
  const upstream = await startUpstream(oneMember);
  const collector = await startCollector();
  const gateway = await serve({ ...sent(collector), KANTATA_BASE_URL: upstream.url }, [
    '--import',
    tellingModules,
  ]);

  expect(gateway.output()).toContain('"loaded"');
});

test('the sampler, the name of the service and the headers are the standard ones', async () => {
  const upstream = await startUpstream(oneMember);
  const [none, some] = [await startCollector(), await startCollector()];
  const file = join(mkdtempSync(join(tmpdir(), 'headers-')), 'headers');
  writeFileSync(file, 'x-api-key=secret%20of%20the%20collector\n');
  const [unsampled, gateway] = [
    await serve({
      ...sent(none),
      KANTATA_BASE_URL: upstream.url,
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0',
    }),
    await serve({
      ...sent(some),
      OTEL_EXPORTER_OTLP_HEADERS_FILE: file,
      OTEL_SERVICE_NAME: 'memberships',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test,service.name=other',
      KANTATA_BASE_URL: upstream.url,
      DRAIN_DELAY_MS: '0',
    }),
  ];

  await ask(unsampled.url, { traceparent });
  await ask(gateway.url);
  await some.spansOf(3);

  expect(some.resources()[0]).toMatchObject({
    'service.name': 'memberships',
    'deployment.environment.name': 'test',
  });
  expect(some.received[0]?.headers['x-api-key']).toBe('secret of the collector');
  expect(gateway.output()).not.toContain('secret of');
  expect(none.received).toEqual([]);
  await expect(unsampled.line(isOperation)).resolves.not.toHaveProperty('trace_id');
});

test('an operation asked just before the end is not lost', async () => {
  const upstream = await startUpstream(oneMember);
  const collector = await startCollector();
  const gateway = await serve({
    ...sent(collector),
    OTEL_BSP_SCHEDULE_DELAY: '600000',
    KANTATA_BASE_URL: upstream.url,
    DRAIN_DELAY_MS: '0',
  });

  await ask(gateway.url);
  gateway.signal('SIGTERM');

  expect(await gateway.ended).toBe(0);
  expect(collector.spans()).toHaveLength(3);
});

test.each([
  ['refuses', 500],
  ['never answers', 'hang'],
] as const)(
  'a collector that %s harms no request, is told of in words of ours, and holds up no end',
  async (_what, status) => {
    const upstream = await startUpstream(oneMember);
    const collector = await startCollector(status);
    const gateway = await serve({
      ...sent(collector),
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer canary-token',
      OTEL_EXPORTER_OTLP_TIMEOUT: '200',
      KANTATA_BASE_URL: upstream.url,
      DRAIN_DELAY_MS: '0',
    });

    const first = await ask(gateway.url);
    await collector.heard();
    await gateway.line(({ msg }) => String(msg).startsWith('traces were lost'));
    const second = await ask(gateway.url);
    gateway.signal('SIGTERM');

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await gateway.ended).toBe(0);
    expect(gateway.output()).not.toMatch(/canary|authorization/i);
  },
);

test('a collector that is not there is no reason not to start', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    OTEL_BSP_SCHEDULE_DELAY: '20',
    OTEL_EXPORTER_OTLP_TIMEOUT: '200',
    KANTATA_BASE_URL: upstream.url,
  });

  expect((await ask(gateway.url)).status).toBe(200);
  await gateway.line(({ msg }) => String(msg).startsWith('traces were lost'));
});

test('where nothing else is said they are sent as protocol buffers, to an endpoint of their own', async () => {
  const upstream = await startUpstream(oneMember);
  const collector = await startCollector();
  const gateway = await serve({
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/in/traces`,
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    OTEL_BSP_SCHEDULE_DELAY: '20',
    KANTATA_BASE_URL: upstream.url,
  });

  await ask(gateway.url);
  await collector.heard();

  const [received] = collector.received;
  expect(received?.path).toBe('/in/traces');
  expect(received?.headers['content-type']).toBe('application/x-protobuf');
});

test('what cannot be understood is told at the start', () => {
  const faults = (env: Readonly<Record<string, string>>) => {
    try {
      parseConfig({ KANTATA_BASE_URL: 'https://api.example.test', ...env });
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return error.faults.map((each) => each.split(':')[0]);
      throw error;
    }
  };

  const bad = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_TRACES_EXPORTER: 'console',
    OTEL_TRACES_SAMPLER: 'sometimes',
    OTEL_TRACES_SAMPLER_ARG: '1.5',
  };
  expect(faults(bad)).toEqual(expect.arrayContaining(Object.keys(bad)));
});

test('the headers for the collector are hidden where the configuration is shown', () => {
  const settings = settingsOf({
    KANTATA_BASE_URL: 'https://api.example.test',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=canary',
  });

  expect(JSON.stringify(settings)).not.toContain('canary');
});
