import { exec } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { startGateway } from '../../src/app.ts';
import { parseConfig, variableNames } from '../../src/config.ts';
import { startDemo } from '../../src/emulator/demo.ts';
import type { GraphQLAnswer } from './harness.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** What `npm start` starts. */
async function startAsDescribed() {
  const demo = await startDemo();
  const gateway = await startGateway(
    parseConfig({ PORT: '0', LOG_LEVEL: 'silent', ...demo.environment }),
  );
  onTestFinished(async () => {
    await Promise.all([gateway.stop(), demo.stop()]);
  });
  const { kantataOx, elasticPath } = demo;
  const requests = () => [...kantataOx.requests, ...elasticPath.requests];
  return { url: gateway.url, lines: () => requests().map(({ line }) => line) };
}

async function ask(url: string, query: string): Promise<GraphQLAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  // The test asserts on what it reads from here.
  return (await response.json()) as GraphQLAnswer;
}

/** The first match of a group in the README. */
function found(pattern: RegExp): string {
  const text = pattern.exec(readme)?.[1];
  if (text === undefined) throw new Error(`The README lacks ${pattern.source}`);
  return text;
}

/** Requests may be wrapped and shortened in the README: an ellipsis stands for anything. */
function patternsOf(block: string): RegExp[] {
  const lines = block
    .trim()
    .replaceAll(/\n {2,}/g, '')
    .split(/\n+/);
  return lines.map((line) => {
    const literal = line.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('…', '.*');
    return new RegExp(`^${literal}$`);
  });
}

test('the first query is answered as the README says, with the one call that it names', async () => {
  const { url, lines } = await startAsDescribed();
  const command = found(/```sh\n(curl [\s\S]+?)```/).replace('http://127.0.0.1:4000', url);
  const answer: unknown = JSON.parse(found(/```json\n([\s\S]+?)```/));
  const [call] = patternsOf(found(/for one membership as for two hundred:\s+```\n([\s\S]+?)```/));

  const { stdout } = await promisify(exec)(command);

  expect(JSON.parse(stdout)).toEqual(answer);
  expect(lines()).toEqual([expect.stringMatching(call ?? '')]);
});

test('one query finds a person in both systems, with the calls that the README names', async () => {
  const { url, lines } = await startAsDescribed();
  const query = found(/```graphql\n(\{\n {2}identity[\s\S]+?)```/);
  const calls = patternsOf(found(/with an error that says so\.\s+```\n([\s\S]+?)```/));

  const { data, errors } = await ask(url, query);

  expect(errors).toBeUndefined();
  const { people } = (data as { identity: { people: { source: string }[] } }).identity;
  expect(people.map(({ source }) => source)).toEqual(['KANTATA_OX', 'ELASTIC_PATH']);
  const sent = lines();
  expect(sent).toHaveLength(calls.length);
  for (const call of calls) expect(sent).toContainEqual(expect.stringMatching(call));
});

test('every variable stands in the table of the README, and no other', () => {
  const table = found(/## Configuration\n([\s\S]+?)\n## /);
  const rows = table.split('\n').map((row) => row.split('|')[1] ?? '');
  const names = rows.flatMap((cell) => [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name));

  // Read by Node itself.
  expect(names.sort()).toEqual([...variableNames, 'NODE_EXTRA_CA_CERTS'].sort());
});

test('every page that the README leads to is there', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link]) => link ?? '');

  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((link) => !existsSync(new URL(`../../${link}`, import.meta.url)))).toEqual(
    [],
  );
});

test('the guide to a new upstream names every file of both rooms: what they share, and what each has alone', () => {
  const guide = readFileSync(new URL('../../docs/adding-an-upstream.md', import.meta.url), 'utf8');
  const [, shared = [], ofElasticPath = [], ofKantataOx = []] = guide
    .split(/^\| (?:file|Elastic Path|Kantata OX) /m)
    .map((table) => [...table.matchAll(/`([a-z-]+\.ts)`/g)].map(([, name = '']) => name));
  const filesOf = (room: string) =>
    readdirSync(new URL(`../../src/upstreams/${room}/`, import.meta.url));

  expect([...shared, ...ofElasticPath].toSorted()).toEqual(filesOf('elastic-path').toSorted());
  // Behind the last table other files are named.
  expect(ofKantataOx).toEqual(
    expect.arrayContaining(filesOf('kantata-ox').filter((name) => !shared.includes(name))),
  );
  expect(filesOf('kantata-ox')).toEqual(expect.arrayContaining(shared));
});
