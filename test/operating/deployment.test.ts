import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { parse as parseYaml, parseAllDocuments } from 'yaml';
import { parseConfig, variableNames } from '../../src/config.ts';
import { start } from '../command/program.ts';
import { ask, oneMember, serve, startUpstream } from '../process/rig.ts';
import { samplesOf } from './samples.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** What is under way gets so long after the delay. */
const graceMs = 11_000;

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}

interface Container {
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env: readonly { readonly name: string }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
  readonly resources: { readonly limits: Readonly<Record<string, string>> };
}

interface Deployment {
  readonly spec: {
    readonly template: {
      readonly metadata: { readonly labels: unknown };
      readonly spec: {
        readonly terminationGracePeriodSeconds: number;
        readonly containers: readonly [Container];
      };
    };
  };
}

interface Compose {
  readonly services: Readonly<
    Record<string, { environment?: Record<string, string>; stop_grace_period?: string }>
  >;
}

const deployment = parseYaml(read('deploy/kubernetes/deployment.yaml')) as Deployment;
const pod = deployment.spec.template.spec;
const [container] = pod.containers;
const { data: config } = parseYaml(read('deploy/kubernetes/config.yaml')) as {
  data: Record<string, string>;
};

test('every manifest is read, and is of one name', () => {
  const files = readdirSync(new URL('deploy/kubernetes/', root));

  for (const file of files) {
    const documents = parseAllDocuments(read(`deploy/kubernetes/${file}`));
    for (const document of documents) {
      expect({ file, errors: document.errors }).toEqual({ file, errors: [] });
      expect(document.toJS()).toMatchObject({ metadata: { name: 'membership-gateway' } });
    }
  }
  expect(files).toHaveLength(5);
});

test('the service, the budget and the pods mean the same pods', () => {
  const labels = deployment.spec.template.metadata.labels;

  expect(parseYaml(read('deploy/kubernetes/service.yaml'))).toMatchObject({
    spec: { selector: labels, ports: [{ targetPort: 'http' }] },
  });
  expect(parseYaml(read('deploy/kubernetes/disruption-budget.yaml'))).toMatchObject({
    spec: { selector: { matchLabels: labels } },
  });
});

test('the configuration of the pods can be used, with the secrets that are mounted', () => {
  const secrets = { CONFIRMATION_SECRET: 'x'.repeat(32), REDIS_URL: 'redis://cache.test:6379' };
  const used = parseConfig({ ...config, ...secrets });

  expect(container.env.map(({ name }) => name)).toEqual(
    Object.keys(secrets).map((name) => `${name}_FILE`),
  );
  expect(container.ports).toMatchObject([
    { name: 'http', containerPort: used.PORT },
    { name: 'metrics', containerPort: used.METRICS_PORT },
  ]);
});

test('pods are taken out of service before they stop, and not killed before they have ended', () => {
  const delayMs = parseConfig({ ...config }).DRAIN_DELAY_MS;
  const { periodSeconds, failureThreshold, httpGet } = container.readinessProbe;

  expect(httpGet).toEqual({ path: '/readyz', port: 'http' });
  expect(delayMs).toBeGreaterThan(periodSeconds * failureThreshold * 1000);
  expect(pod.terminationGracePeriodSeconds * 1000).toBeGreaterThan(delayMs + graceMs);
  for (const probe of [container.startupProbe, container.livenessProbe]) {
    expect(probe.httpGet).toEqual({ path: '/healthz', port: 'http' });
  }
  expect(Object.keys(container.resources.limits)).toEqual(['cpu', 'memory']);
});

test('both gateways of the compose file can be configured so, and are given time to end', () => {
  const { services } = parseYaml(read('compose.yaml'), { merge: true }) as Compose;
  const gateways = ['gateway-1', 'gateway-2'].map((name) => services[name]);

  for (const gateway of gateways) {
    const { CONFIRMATION_SECRET, ...environment } = gateway?.environment ?? {};
    expect(Object.keys(environment)).toEqual(
      Object.keys(environment).filter((name) => variableNames.includes(name)),
    );
    // Compose fills it in, or takes what stands behind the dash.
    const secret = CONFIRMATION_SECRET?.replace(/^\$\{CONFIRMATION_SECRET:-(.*)\}$/, '$1') ?? '';
    const used = parseConfig({ HOST: '0.0.0.0', ...environment, CONFIRMATION_SECRET: secret });
    const graceGivenMs = Number(/^(\d+)s$/.exec(gateway?.stop_grace_period ?? '')?.[1]) * 1000;
    expect(graceGivenMs).toBeGreaterThan(used.DRAIN_DELAY_MS + graceMs);
  }
  const nginx = read('deploy/nginx/nginx.conf');
  for (const name of ['gateway-1', 'gateway-2']) expect(nginx).toContain(`server ${name}:4000 `);
});

test('the image is made of what is there, and starts node itself', () => {
  const lines = read('Dockerfile').split('\n');
  const copied = lines.flatMap((line) => {
    const [, list] = /^COPY (?!--)(.+) \S+$/.exec(line) ?? [];
    return list?.split(' ') ?? [];
  });
  const ignored = read('.dockerignore').split('\n');

  for (const path of copied) {
    expect({ path, isThere: existsSync(new URL(path, root)) }).toEqual({ path, isThere: true });
    expect(ignored).toContain(`!${path}`);
  }
  // What is published is what the image holds.
  const { files } = JSON.parse(read('package.json')) as { files: string[] };
  const needed = files.map((name) => name.replace(/\/$/, '')).filter((name) => name !== 'dist');
  for (const name of needed.filter((name) => !name.endsWith('.md'))) {
    expect(copied).toContain(name);
  }
  expect(lines).toContain('CMD ["node", "--min-semi-space-size=16", "dist/main.js"]');
  expect(lines).toContain('USER 1000');
});

test('the health check of the image tells a gateway that lives from one that does not', async () => {
  const [, list] = /HEALTHCHECK[^[]+CMD (\[.+\])/.exec(read('Dockerfile')) ?? [];
  const [, ...check] = JSON.parse(list ?? '[]') as string[];
  const gateway = await serve({ KANTATA_BASE_URL: 'http://127.0.0.1:1' });

  expect(await start(check, { PORT: String(gateway.port) }).ended).toMatchObject({ code: 0 });
  gateway.signal('SIGKILL');
  await gateway.ended;
  expect(await start(check, { PORT: String(gateway.port) }).ended).toMatchObject({ code: 1 });
});

test('the emulators of the compose file are a program of their own, and its commands ask both', async () => {
  const emulators = start(
    ['src/emulator/main.ts', '--kantata-port', '0', '--elastic-path-port', '0'],
    {},
  );
  const kantata = await emulators.prints(/Kantata OX at (\S+)/);
  const elasticPath = await emulators.prints(/Elastic Path at (\S+)/);

  const headers = { authorization: 'Bearer admin-token' };
  expect((await fetch(`${kantata}/account_memberships`, { headers })).status).toBe(200);
  expect((await fetch(`${elasticPath}/v2/accounts`)).status).toBe(401);

  const gateway = await serve({ KANTATA_BASE_URL: kantata, ELASTIC_PATH_BASE_URL: elasticPath });
  const commands = [...read('compose.yaml').matchAll(/^# {3}(.+)$/gm)].map(([, line]) => line);
  const script = commands
    .join('\n')
    .replace('127.0.0.1:4002', elasticPath)
    .replace('127.0.0.1:8080', gateway.url);
  const { stdout } = await promisify(execFile)('sh', ['-c', script]);
  expect(JSON.parse(stdout)).toMatchObject({
    data: { accountMemberships: { totalCount: 2275 }, commerceAccounts: { totalCount: 400 } },
  });
  emulators.signal('SIGTERM');
  expect(await emulators.ended).toMatchObject({ code: 0, stderr: '' });
});

test('every metric of the dashboard is told by the gateway', async () => {
  const dashboard = JSON.parse(read('deploy/grafana/dashboard.json')) as {
    uid: string;
    panels: { id: number; title: string; targets: { expr: string }[] }[];
  };
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  await ask(gateway.url);
  await ask(gateway.url, {}, { query: '{ nonsense }' });

  const told = new Set((await samplesOf(gateway.url)).map(({ name }) => name));
  const exprs = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  const names = exprs.flatMap((expr) => expr.match(/\b(?:gateway|nodejs|process)_\w+/g) ?? []);
  expect(names.length).toBeGreaterThanOrEqual(exprs.length);
  expect(names.filter((name) => !told.has(name))).toEqual([]);
  const ours = [...told].filter((name) => name.startsWith('gateway_'));
  const shown = new Set(names.map((name) => name.replace(/_bucket$/, '')));
  expect(
    ours.map((name) => name.replace(/_(bucket|sum|count)$/, '')).filter((name) => !shown.has(name)),
  ).toEqual([]);
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
});
