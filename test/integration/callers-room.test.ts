/** Callers who prove who they are, and all use the credential of the gateway: nobody takes the room of another. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { startIssuer } from './issuer.ts';
import { envelope, sendJson, startGatewayAt, startUpstream, type Received } from './upstream.ts';

function rows({ line }: Received) {
  const ids = /only=([\d,]+)/.exec(line)?.[1]?.split(',') ?? [];
  return envelope(
    'roles',
    ids.map((id) => ({ id, name: `Role ${id}` })),
  );
}

/** An upstream that answers when it is told to, and what callers ask of it. */
async function rig() {
  const held = Promise.withResolvers<undefined>();
  const upstream = await startUpstream(async (request, response) => {
    await held.promise;
    sendJson(response, rows(request));
  });
  const issuer = await startIssuer();
  const gateway = await startGatewayAt(upstream.url, {
    KANTATA_TOKEN: 'service',
    UPSTREAM_MAX_CONCURRENCY: '4',
    UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: '2',
    ...issuer.env,
  });
  const asking: Promise<unknown>[] = [];
  onTestFinished(async () => {
    held.resolve(undefined);
    await Promise.all(asking);
  });
  const callerOf = async (sub: string) => {
    const authorization = `Bearer ${await issuer.token({ sub, scope: 'memberships:read' })}`;
    const ask = (query: string) => {
      const answer = gateway.query(query, {}, { authorization });
      asking.push(answer);
      return answer;
    };
    return Object.assign(
      (word: string) => ask(`{ roles(filter: { matching: "${word}" }) { totalCount } }`),
      { role: (id: string) => ask(`{ role(id: "${id}") { name } }`) },
    );
  };
  const waiting = (count: number) =>
    expect
      .poll(async () => (await fetch(`${gateway.url}/metrics`)).text(), { timeout: 15_000 })
      .toContain(`gateway_upstream_waiting{source="KANTATA_OX"} ${count}\n`);
  return {
    upstream,
    alice: await callerOf('alice'),
    bob: await callerOf('bob'),
    waiting,
    release: () => {
      held.resolve(undefined);
    },
  };
}

const line = (word: string) => `GET /roles?only_active=true&matching=${word}&page=1&per_page=1`;
const words = (count: number) => Array.from({ length: count }, (_, index) => `a${index}`);
const answered = { data: { roles: { totalCount: 0 } } };

describe('R24 whoever comes in numbers', { timeout: 20_000 }, () => {
  test('stands in the way of himself alone', async () => {
    const { upstream, alice, bob, release } = await rig();
    const all = words(10).map(alice);
    await upstream.arrived(2);
    const beside = bob('b');
    await upstream.arrived(3);
    expect(upstream.lines()[2]).toBe(line('b'));
    release();
    expect(await beside).toEqual(answered);
    expect(await Promise.all(all)).toEqual(all.map(() => answered));
    expect(upstream.lines().toSorted()).toEqual([...words(10), 'b'].map(line).toSorted());
    expect(new Set(upstream.received.map(({ headers }) => headers.authorization))).toEqual(
      new Set(['Bearer service']),
    );
  });

  test('keeps nobody else out, though he fills the line', async () => {
    const { upstream, alice, bob, release } = await rig();
    const all = words(40).map(alice);
    const refused = { errors: [{ extensions: { code: 'OVERLOADED' } }] };
    expect(await Promise.race(all)).toMatchObject(refused);
    const beside = bob('b');
    await upstream.arrived(3);
    release();
    expect(await beside).toEqual(answered);
    const served = (await Promise.all(all)).filter(({ errors }) => errors === undefined);
    expect(served.length).toBeLessThan(40);
    expect(upstream.received).toHaveLength(served.length + 1);
  });

  test('shares what he reads with whoever asks the same', async () => {
    const { upstream, alice, bob, release } = await rig();
    const reading = alice('same');
    await upstream.arrived(1);
    const beside = [bob('same'), bob('other')];
    await upstream.arrived(2);
    release();
    expect(await Promise.all([reading, ...beside])).toEqual([answered, answered, answered]);
    expect(upstream.lines()).toEqual([line('same'), line('other')]);
  });

  test('holds up nobody who asks for the same, or for more of it, while he waits', async () => {
    const { upstream, alice, bob, waiting, release } = await rig();
    const all = [alice('a0'), alice('a1')];
    await upstream.arrived(2);
    all.push(alice('a2'));
    await waiting(1);
    const role = alice.role('1');
    await waiting(2);
    const same = bob('a2');
    await upstream.arrived(3);
    const more = bob.role('2');
    await upstream.arrived(4);
    expect(upstream.lines().slice(2)).toEqual([
      line('a2'),
      'GET /roles?only=1,2&only_active=false&per_page=200',
    ]);
    release();
    expect(await Promise.all([...all, same])).toEqual([...all, same].map(() => answered));
    expect(await role).toEqual({ data: { role: { name: 'Role 1' } } });
    expect(await more).toEqual({ data: { role: { name: 'Role 2' } } });
    expect(upstream.received).toHaveLength(4);
  });
});
