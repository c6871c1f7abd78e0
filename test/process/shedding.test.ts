import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Inflight } from '../../src/http/inflight.ts';
import { watchEventLoop } from '../../src/http/event-loop.ts';
import { status, untilReleased, type Behaviour } from './answering.ts';
import { sendRaw, statusOf } from './raw.ts';
import {
  afterMs,
  ask,
  hang,
  look,
  membersQuery,
  oneMember,
  pauseMs,
  serve,
  startUpstream,
} from './rig.ts';

test('R22 more operations than it takes are shed at once, with word when to come again', async () => {
  const held = untilReleased(oneMember);
  let behave: Behaviour = oneMember;
  const upstream = await startUpstream((request, response) => {
    behave(request, response);
  });
  const gateway = await serve({
    KANTATA_BASE_URL: upstream.url,
    MAX_INFLIGHT: '10',
    UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: '50',
  });
  await ask(gateway.url);
  behave = held.behave;
  const taken = Array.from({ length: 10 }, (_, index) =>
    ask(gateway.url, { authorization: `Bearer client-${index}` }),
  );
  while (upstream.requests.length < 11) await pauseMs(5);

  // Nothing of them is looked at, not even whether they could be read.
  const shed = await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      ask(gateway.url, index % 2 === 0 ? {} : { authorization: 'Basic eA==' }),
    ),
  );
  for (const { status, headers, body } of shed) {
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('1');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });
  }
  expect(await look(`${gateway.url}/healthz`)).toMatchObject({ status: 200 });
  expect(await look(`${gateway.url}/readyz`)).toMatchObject({ status: 200 });

  held.release();
  const statuses = (await Promise.all(taken)).map(({ status }) => status);
  expect(statuses).toEqual(Array.from({ length: 10 }, () => 200));
  expect(upstream.requests).toHaveLength(11);
  expect(await ask(gateway.url)).toMatchObject({ status: 200 });
});

test('R36 an operation whose text is long on its way takes no room', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, MAX_INFLIGHT: '2' });
  const headers =
    'POST /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer t\r\nexpect: 100-continue\r\n' +
    'content-type: application/json\r\ncontent-length: 100\r\n\r\n';
  const slow = Array.from({ length: 5 }, () => connect(gateway.port, '127.0.0.1'));
  onTestFinished(() => {
    for (const socket of slow) socket.destroy();
  });
  for (const socket of slow) {
    socket.write(headers);
    const [told] = (await once(socket, 'data')) as [Buffer];
    expect(told.toString()).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    socket.write('{');
  }

  expect(await ask(gateway.url)).toMatchObject({ status: 200 });
});

test('R36 large texts that are long on their way are held in bounded memory', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const head =
    'POST /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer t\r\n' +
    'content-type: application/json\r\n';
  const announce = async (length: string): Promise<Socket> => {
    const socket = connect(gateway.port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.write(`${head}expect: 100-continue\r\n${length}\r\n\r\n`);
    await once(socket, 'data');
    return socket;
  };
  const large = { query: `${membersQuery}${' '.repeat(17_000)}` };
  await announce('content-length: 16384');
  const first = await announce('content-length: 262144');
  // Of texts that do not say how long they are, each may become as long as any may.
  for (let more = 0; more < 255; more += 1) await announce('transfer-encoding: chunked');

  const { status, headers, body } = await ask(gateway.url, {}, large);
  expect([status, headers.get('retry-after')]).toEqual([503, '1']);
  expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });
  const chunked = await sendRaw(gateway.port, `${head}transfer-encoding: chunked\r\n\r\n`);
  expect(statusOf(chunked)).toBe(503);
  expect(await ask(gateway.url)).toMatchObject({ status: 200 });

  first.destroy();
  await gateway.line(({ clientLeft }) => clientLeft === true);
  // What has come, and what was refused, takes nothing of it any more.
  for (let turn = 0; turn < 20; turn += 1) {
    expect(await ask(gateway.url, {}, large)).toMatchObject({ status: 200 });
  }
});

/** Tells how much has been read on the last connection, and what is alive by then. */
const told = `data:text/javascript,${encodeURIComponent(`
  import { subscribe } from 'node:diagnostics_channel';
  let socket;
  subscribe('http.server.request.start', ({ request }) => (socket = request.socket));
  process.on('SIGUSR2', () => {
    globalThis.gc();
    const heap = process.memoryUsage().heapUsed;
    process.stderr.write(JSON.stringify({ msg: 'told', read: socket.bytesRead, heap }) + '\\n');
  });
`)}`;

test('R36 a body in chunks of one byte is held as if it came in one, also before it is read', async () => {
  const issuer = await startUpstream(() => undefined);
  const gateway = await serve(
    {
      KANTATA_BASE_URL: issuer.url,
      AUTH_JWKS_URL: `${issuer.url}/keys`,
      AUTH_ISSUER: issuer.url,
      AUTH_AUDIENCE: 'members',
    },
    ['--expose-gc', '--import', told],
  );
  const heapOnceRead = async (bytes: number): Promise<number> => {
    for (;;) {
      const known = gateway.lines().filter(({ msg }) => msg === 'told').length;
      gateway.signal('SIGUSR2');
      await gateway.line(() => gateway.lines().filter(({ msg }) => msg === 'told').length > known);
      const { read, heap } = gateway.lines().findLast(({ msg }) => msg === 'told') ?? {};
      if (Number(read) >= bytes) return Number(heap);
    }
  };
  await look(`${gateway.url}/healthz`);
  const before = await heapOnceRead(1);

  // So few that a busy machine has read them before the keys are given up for.
  const chunks = 100_000;
  const socket = connect(gateway.port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const token = `${Buffer.from('{"alg":"RS256","kid":"1"}').toString('base64url')}.e30.x`;
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\n` +
      'content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
  );
  while (issuer.requests.length === 0) await pauseMs(5);
  socket.write('1\r\n \r\n'.repeat(chunks));

  const heldMb = ((await heapOnceRead(6 * chunks)) - before) / 1024 / 1024;
  expect(heldMb).toBeLessThan(5);
});

test('R22 what has lost its client counts until its work has ended', async () => {
  const held = untilReleased(status(204));
  const upstream = await startUpstream((request, response) => {
    (request.method === 'GET' ? oneMember : held.behave)(request, response);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, MAX_INFLIGHT: '1' });
  const query = 'mutation { resendInvitation(input: { id: "7" }) { userErrors { code } } }';
  const leaving = new AbortController();
  const gone = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer t' },
    body: JSON.stringify({ query }),
    signal: leaving.signal,
  });
  while (upstream.requests.length < 1) await pauseMs(5);
  leaving.abort();
  await expect(gone).rejects.toThrow();
  await pauseMs(50);

  expect(await ask(gateway.url)).toMatchObject({ status: 503 });
  held.release();
  await gateway.line(({ clientLeft }) => clientLeft === true);
  expect(await ask(gateway.url)).toMatchObject({ status: 200 });
});

test('R22 an operation for which the upstream has no room at all is refused as a whole', async () => {
  const upstream = await startUpstream(afterMs(300, oneMember));
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, UPSTREAM_MAX_CONCURRENCY: '1' });

  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      ask(gateway.url, { authorization: `Bearer caller-${index}` }),
    ),
  );

  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(12);
  for (const { status, headers, body } of refused) {
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('1');
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });
  }
});

test('a caller may shorten the time of an operation', async () => {
  const upstream = await startUpstream(hang);
  // Longer than this test may take.
  const limits = { OPERATION_TIMEOUT_MS: '120000', UPSTREAM_TIMEOUT_MS: '120000' };
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, ...limits });

  for (const ms of ['1', '300']) {
    const { body } = await ask(gateway.url, { 'x-request-timeout-ms': ms });
    expect(JSON.parse(body)).toMatchObject({
      errors: [{ extensions: { code: 'UPSTREAM_TIMEOUT' } }],
    });
  }
  // In one millisecond nothing is sent.
  expect(upstream.requests).toHaveLength(1);
});

test('a caller may not lengthen the time of an operation, and what is no number of milliseconds changes nothing', async () => {
  const upstream = await startUpstream(hang);
  const limits = { OPERATION_TIMEOUT_MS: '800', UPSTREAM_TIMEOUT_MS: '120000' };
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, ...limits });

  const answers = await Promise.all(
    ['120000', '0', '-1', '1e3', 'soon', ''].map((ms) =>
      ask(gateway.url, { 'x-request-timeout-ms': ms }),
    ),
  );

  for (const { body, tookMs } of answers) {
    expect(JSON.parse(body)).toMatchObject({
      errors: [{ extensions: { code: 'UPSTREAM_TIMEOUT' } }],
    });
    expect(tookMs).toBeGreaterThan(700);
  }
});

test('an event loop that stays late sheds what comes, until it has caught up', async () => {
  const loop = watchEventLoop();
  const inflight = new Inflight(10, loop);
  try {
    expect(inflight.hasRoom()).toBe(true);
    blockForMs(600);
    await pauseMs(0);
    // One long step is no trouble.
    expect(inflight.hasRoom()).toBe(true);

    const begunAt = performance.now();
    while (inflight.hasRoom()) {
      blockForMs(400);
      await pauseMs(0);
    }
    expect(performance.now() - begunAt).toBeLessThan(5000);

    while (!inflight.hasRoom()) await pauseMs(50);
  } finally {
    loop.stop();
  }
});

test('whoever waits for the work to end hears of it once', async () => {
  const inflight = new Inflight(2, { isLate: () => false });
  await inflight.idle();
  const first = inflight.enter();
  const second = inflight.enter();
  const third = inflight.enter();
  expect(inflight.hasRoom()).toBe(true);
  expect([first, second, third].map(({ begin }) => begin())).toEqual([true, true, false]);
  expect(inflight.hasRoom()).toBe(false);
  third.leave();
  let isIdle = false;
  const idle = inflight.idle().then(() => (isIdle = true));

  first.leave();
  await pauseMs(1);
  expect([inflight.count, isIdle]).toEqual([1, false]);
  second.leave();
  await idle;
  expect(inflight.count).toBe(0);
});

test('who is under way is told that it is given up, and nobody who has gone', () => {
  const inflight = new Inflight(2, { isLate: () => false });
  const told: string[] = [];
  const [first, second, third] = ['first', 'second', 'third'].map((name) =>
    inflight.enter(() => told.push(name)),
  );
  first?.leave();
  inflight.giveUp();
  expect(told.splice(0).toSorted()).toEqual(['second', 'third']);
  third?.leave();
  inflight.giveUp();
  expect(told.splice(0)).toEqual(['second']);
  second?.leave();
  inflight.giveUp();
  expect(told).toEqual([]);
});

function blockForMs(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
