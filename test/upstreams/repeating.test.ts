/** Which requests are sent again, how often, and what is noted of them. */
import { describe, expect, test, vi } from 'vitest';
import type { SourceName } from '../../src/domain/source-name.ts';
import type { Reason, TracedRequest } from '../../src/upstreams/source.ts';
import { call, faultOf, startClient, withoutPauses } from './client.ts';
import { sendJson, type Answerer } from './server.ts';

const get = { method: 'GET', path: '/x' } as const;
const put = { method: 'PUT', path: '/x', body: {} } as const;

/** Answers in turn with these, and then with the last of them for ever. */
function inTurn(...answers: readonly Answerer[]): Answerer {
  let asked = 0;
  return (request, response) => {
    const answer = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    return answer?.(request, response);
  };
}
const status =
  (code: number, headers: Readonly<Record<string, string>> = {}, body = '{}'): Answerer =>
  (_request, response) => {
    response.writeHead(code, headers).end(body);
  };
const fine = status(200);
const reset: Answerer = (_request, response) => {
  response.destroy();
};

describe('a read is sent again', () => {
  test.each([
    ['429', status(429)],
    ['500', status(500)],
    ['502', status(502)],
    ['503', status(503)],
    ['504', status(504)],
    ['a reset', reset],
    ['JSON that breaks off', status(200, { 'content-type': 'application/json' }, '{"a":')],
    ['JSON by a name of its own', status(200, { 'content-type': 'Application/hal+JSON; a=b' }, '')],
  ])('after %s, and again, and no more', async (_after, answer) => {
    withoutPauses();
    const healing = await startClient(inTurn(answer, answer, fine));
    await expect(healing.read(get, call())).resolves.toEqual({});
    expect(healing.upstream.received).toHaveLength(3);

    const failing = await startClient(answer);
    await faultOf(failing.read(get, call()));
    expect(failing.upstream.received).toHaveLength(3);
  });

  test.each([
    ['501', status(501)],
    ['505', status(505)],
    ['408', status(408)],
    ['302', status(302, { 'content-type': 'application/json' })],
    ['300', status(300, { 'content-type': 'application/json' })],
    ['a page', status(200, { 'content-type': 'text/html' }, '<p>')],
    ['no word of what it is', status(200, {}, 'x')],
    ['JSON within something else', status(200, { 'content-type': 'text/application/json' }, 'x')],
    ['something like JSON', status(200, { 'content-type': 'application/jsonp' }, 'x')],
    ['something on JSON', status(200, { 'content-type': 'application/+json' }, 'x')],
  ])('not after %s', async (_after, answer) => {
    withoutPauses();
    const client = await startClient(answer);
    await faultOf(client.read(get, call()));
    expect(client.upstream.received).toHaveLength(1);
  });

  test('not after a 500 that may be a refusal, but after what cannot be one', async () => {
    withoutPauses();
    const asked = { ...get, mayBeRefused: true };
    const refusing = await startClient(status(500));
    expect(await faultOf(refusing.read(asked, call()))).toMatchObject({ upstreamStatus: 500 });
    expect(refusing.upstream.lines()).toEqual(['GET /x']);
    for (const answer of [status(503), reset]) {
      const failing = await startClient(answer);
      await faultOf(failing.read(asked, call()));
      expect(failing.upstream.lines()).toEqual(['GET /x', 'GET /x', 'GET /x']);
    }
  });

  test('after the pause that the upstream asks for', async () => {
    withoutPauses();
    const client = await startClient(inTurn(status(429, { 'retry-after': '1' }), fine));
    const askedAtMs = performance.now();
    await client.read(get, call());
    expect(performance.now() - askedAtMs).toBeGreaterThanOrEqual(999);
  });

  test('only where the pause and another attempt fit the deadline', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      const client = await startClient(inTurn(status(503, { 'retry-after': '1' }), fine));
      const within = (ms: number) => call({ deadlineMs: performance.now() + ms });
      expect(await faultOf(client.read(get, within(1049)))).toMatchObject({ retryAfterMs: 1000 });
      expect(client.upstream.received).toHaveLength(1);
      const again = await startClient(inTurn(status(503, { 'retry-after': '1' }), fine));
      await expect(again.read(get, within(1050))).resolves.toEqual({});
    } finally {
      vi.useRealTimers();
    }
  });

  test('not when its client left during the pause', async () => {
    const leaving = new AbortController();
    const client = await startClient(status(503, { 'retry-after': '5' }));
    const reading = client.read(get, call({ signal: leaving.signal }));
    await client.upstream.arrived(1);
    setTimeout(() => {
      leaving.abort();
    }, 50);
    expect(await faultOf(reading)).toMatchObject({ code: 'CANCELLED' });
    expect(client.upstream.received).toHaveLength(1);
  });

  test('not where the budget is spent, and successes fill it again', async () => {
    withoutPauses();
    let answer = status(429);
    const client = await startClient((request, response) => answer(request, response));
    const readOften = async (times: number) => {
      const before = client.upstream.received.length;
      const reads = Array.from({ length: times }, (_, page) =>
        client.read({ method: 'GET', path: `/x?page=${page}` }, call()).catch(() => null),
      );
      await Promise.all(reads);
      return client.upstream.received.length - before;
    };
    expect(await readOften(60)).toBe(160);
    expect(await readOften(10)).toBe(10);
    answer = fine;
    expect(await readOften(10)).toBe(10);
    answer = status(429);
    expect(await readOften(10)).toBe(12);
    // What was spent on callers who asked too often is not missing elsewhere.
    answer = inTurn(status(503), fine);
    expect(await readOften(1)).toBe(2);
  });

  test('however often another credential was told to ask less', async () => {
    withoutPauses();
    const credential = (of: string) => ({
      credential: { fingerprint: of, key: of, headers: () => ({ authorization: of }) },
    });
    const client = await startClient(({ headers }, response) => {
      const own = client.upstream.received.filter(
        ({ headers: { authorization } }) => authorization === headers.authorization,
      );
      const isRefused = headers.authorization === 'noisy' || own.length === 1;
      sendJson(response, {}, isRefused ? 429 : 200);
    });
    const reads = Array.from({ length: 60 }, (_, page) =>
      faultOf(client.read({ ...get, path: `/x?page=${page}` }, call(credential('noisy')))),
    );
    expect(await Promise.all(reads)).toMatchObject(reads.map(() => ({ code: 'RATE_LIMITED' })));
    expect(client.upstream.received).toHaveLength(160);
    await expect(client.read(get, call(credential('other')))).resolves.toEqual({});
    expect(client.upstream.lines().slice(160)).toEqual(['GET /x', 'GET /x']);
  });

  test('for nothing, where the repetition was worth it', async () => {
    withoutPauses();
    const noise = Array.from({ length: 300 }, (_, index) => (index % 2 === 0 ? status(429) : fine));
    const client = await startClient(inTurn(...noise));
    for (let read = 0; read < 150; read += 1) {
      await expect(client.read(get, call())).resolves.toEqual({});
    }
    expect(client.upstream.received).toHaveLength(300);
  });
});

describe('a write is sent once', () => {
  test.each([
    ['429', status(429)],
    ['503', status(503)],
    ['a reset', reset],
  ])('whatever comes: %s', async (_what, answer) => {
    const client = await startClient(inTurn(answer, fine));
    await faultOf(client.write(put, call()));
    expect(client.upstream.received).toHaveLength(1);
  });
});

describe('a credential that is refused', () => {
  const credential = (renew?: () => Promise<boolean>) => {
    let token = 'old';
    return {
      fingerprint: 'f',
      key: 'whole',
      headers: () => ({ authorization: token }),
      ...(renew === undefined
        ? {}
        : {
            renew: (refused: Readonly<Record<string, string>>) => {
              token = `new instead of ${refused.authorization ?? ''}`;
              return renew();
            },
          }),
    };
  };

  test('is renewed, and the request sent again, a write too', async () => {
    for (const send of ['read', 'write'] as const) {
      const client = await startClient(inTurn(status(401), fine));
      const renewing = call({ credential: credential(() => Promise.resolve(true)) });
      const request = send === 'read' ? get : put;
      await expect(client[send](request, renewing)).resolves.toEqual({});
      expect(client.upstream.received.map(({ headers }) => headers.authorization)).toEqual([
        'old',
        'new instead of old',
      ]);
    }
  });

  test('is not renewed twice, nor after anything but a 401', async () => {
    let renewed = 0;
    const renew = () => Promise.resolve((renewed += 1) > 0);
    const client = await startClient(inTurn(status(401), status(401), status(403)));
    expect(await faultOf(client.read(get, call({ credential: credential(renew) })))).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect(await faultOf(client.read(get, call({ credential: credential(renew) })))).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect([renewed, client.upstream.received.length]).toEqual([1, 3]);
  });

  test.each([
    ['cannot be renewed', credential()],
    ['is not replaced by another', credential(() => Promise.resolve(false))],
  ])('ends the request where it %s', async (_what, given) => {
    const client = await startClient(inTurn(status(401), fine));
    expect(await faultOf(client.read(get, call({ credential: given })))).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect(client.upstream.received).toHaveLength(1);
  });
});

describe('what is noted', () => {
  function tracing() {
    const notes: unknown[] = [];
    const trace = {
      asked: ({ method, path }: TracedRequest, source: SourceName, reason: Reason) =>
        notes.push(['asked', method, path, source, reason]),
      sent: () => notes.push('sent'),
      answered: (_request: TracedRequest, answer: number | null) =>
        notes.push(['answered', answer]),
      joined: () => undefined,
      count: () => undefined,
    };
    return { notes, trace };
  }

  test.each<[Reason | undefined, Reason]>([
    [undefined, 'byKeys'],
    ['reload', 'reload'],
  ])('of a read: why (%s), each attempt, and how it ended', async (reason, noted) => {
    withoutPauses();
    const { notes, trace } = tracing();
    const client = await startClient(inTurn(reset, fine));
    await client.read(get, call({ trace, ...(reason === undefined ? {} : { reason }) }));
    expect(notes).toEqual([
      ['asked', 'GET', '/x', 'KANTATA_OX', noted],
      'sent',
      ['answered', null],
      'sent',
      ['answered', 200],
    ]);
  });

  test.each<[Reason | undefined, Reason]>([
    [undefined, 'change'],
    ['viewer', 'viewer'],
  ])('of a write: why (%s), and how it ended', async (reason, noted) => {
    const { notes, trace } = tracing();
    const client = await startClient(fine);
    await client.write(put, call({ trace, ...(reason === undefined ? {} : { reason }) }));
    expect(notes).toEqual([['asked', 'PUT', '/x', 'KANTATA_OX', noted], 'sent', ['answered', 200]]);
  });

  test("is the upstream's own id of a write, where it tells one, done or refused", async () => {
    const heard: string[] = [];
    const onRequestId = (id: string) => heard.push(id);
    const telling = (code: number) => status(code, { 'x-request-id': `of-${code}` });
    const client = await startClient(
      inTurn(telling(200), fine, telling(422), telling(200), telling(200)),
    );
    await client.write(put, call({ onRequestId }));
    await client.write(put, call({ onRequestId }));
    await faultOf(client.write(put, call({ onRequestId })));
    await client.write(put, call());
    await client.read(get, call({ onRequestId }));
    expect(heard).toEqual(['of-200', 'of-422']);
  });

  test('is not the id of a write that was sent again with a new token, and whose answer is lost', async () => {
    const heard: string[] = [];
    const client = await startClient(inTurn(status(401, { 'x-request-id': 'refused' }), reset));
    const { credential } = call();
    const renewing = { ...credential, renew: () => Promise.resolve(true) };
    const onRequestId = (id: string) => heard.push(id);
    const fault = await faultOf(client.write(put, call({ credential: renewing, onRequestId })));
    expect([fault.code, heard]).toEqual(['OUTCOME_UNKNOWN', []]);
  });
});

test('JSON is taken for what it is, whatever it holds', async () => {
  const client = await startClient((_request, response) => {
    sendJson(response, null);
  });
  await expect(client.read(get, call())).resolves.toBeNull();
});
