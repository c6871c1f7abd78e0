/** Whose failure it is when one call for several fails. */
import { describe, expect, test } from 'vitest';
import { call, faultOf, withOwnClock, withoutPauses } from './client.ts';
import { noting, poor, startHolding } from './holding.ts';
import { alone, keyed, startFull } from './keyed.ts';

describe('one call for several that fails', () => {
  /** Three of them, two for the same; `lines` is what is sent after the first call. */
  async function failing(status: number, body: unknown = {}) {
    withoutPauses();
    const { client, release } = await startFull();
    const reads = [['1'], ['2'], ['2']].map((keys) =>
      client.readByKeys(keyed(keys), call()).catch((error: unknown) => error),
    );
    await release(1);
    const answering = async () => {
      for (let which = 2; ; which += 1) {
        await client.upstream.arrived(which);
        const isForSeveral = client.upstream.lines()[which - 1]?.includes(',') === true;
        await release(which, isForSeveral ? body : which, isForSeveral ? status : 200);
      }
    };
    void answering();
    const answers = await Promise.all(reads);
    return { answers, lines: client.upstream.lines().slice(1) };
  }

  test.each([400, 403, 404, 422, 500])('by %i is made for each by himself', async (status) => {
    const { answers, lines } = await failing(status);
    const asked = lines.filter((line) => !line.includes(','));
    expect(asked).toEqual(['GET /x?only=1', 'GET /x?only=2']);
    const from = lines.length - 2;
    expect(answers).toEqual([
      { json: from + 2, isShared: false },
      { json: from + 3, isShared: false },
      { json: from + 3, isShared: false },
    ]);
  });

  test.each([
    [401, 'UNAUTHENTICATED', 1],
    [429, 'RATE_LIMITED', 3],
    [503, 'UPSTREAM_UNAVAILABLE', 3],
  ])('by %i is the failure of all', async (status, code, times) => {
    const { answers, lines } = await failing(status);
    expect(answers).toMatchObject([{ code }, { code }, { code }]);
    expect(lines).toEqual(Array.from({ length: times }, () => 'GET /x?only=1,2'));
  });

  test('in time is the failure of all', async () => {
    const { client, release } = await startFull({ timeoutMs: 150 });
    const deadlineMs = performance.now() + 250;
    const reads = [['1'], ['2']].map((keys) =>
      faultOf(client.readByKeys(keyed(keys), call({ deadlineMs }))),
    );
    await release(1);
    expect(await Promise.all(reads)).toMatchObject([
      { code: 'UPSTREAM_TIMEOUT' },
      { code: 'UPSTREAM_TIMEOUT' },
    ]);
    expect(new Set(client.upstream.lines().slice(1))).toEqual(new Set(['GET /x?only=1,2']));
  });

  test('alone is asked for no second time', async () => {
    const { client, release } = await startFull();
    const reads = [['1'], ['1']].map((keys) => faultOf(client.readByKeys(keyed(keys), call())));
    await release(1);
    await release(2, {}, 403);
    expect(await Promise.all(reads)).toMatchObject([{ code: 'FORBIDDEN' }, { code: 'FORBIDDEN' }]);
    expect(client.upstream.lines()).toEqual(['GET /alone', 'GET /x?only=1']);
  });

  test('by what is no answer at all fails all as it is', async () => {
    let asked = 0;
    const credential = {
      fingerprint: 'f',
      key: 'whole',
      headers: () => {
        asked += 1;
        return Promise.reject(new Error('no token'));
      },
    };
    const { client } = await startHolding();
    const reads = [['1'], ['2']].map((keys) =>
      faultOf(client.readByKeys(keyed(keys), call({ credential }))),
    );
    expect(await Promise.all(reads)).toMatchObject([
      { message: 'no token' },
      { message: 'no token' },
    ]);
    expect(asked).toBe(1);
  });
});

describe('what fails one of several alone', () => {
  test('has the others go together without him', async () => {
    const { client, release } = await startHolding({ maxConcurrency: 1 });
    const filling = client.read(alone, call());
    await client.upstream.arrived(1);
    const first = faultOf(client.readByKeys(keyed(['1']), call({ trace: poor().trace })));
    const others = ['2', '3'].map((key) => client.readByKeys(keyed([key]), call()));
    const next = client.read({ ...alone, path: '/next' }, call());
    await release(1);
    await filling;
    await release(2);
    await next;
    expect(await first).toMatchObject({ code: 'OPERATION_TOO_EXPENSIVE' });
    await release(3, 'told');
    expect(await Promise.all(others)).toEqual([
      { json: 'told', isShared: true },
      { json: 'told', isShared: true },
    ]);
    expect(client.upstream.lines().slice(2)).toEqual(['GET /x?only=2,3']);
  });

  test('is told to those whose own time is over', async () => {
    const pass = withOwnClock();
    const { client, release } = await startFull();
    const first = faultOf(client.readByKeys(keyed(['1']), call({ trace: poor().trace })));
    const deadlineMs = performance.now() + 1000;
    const { notes, trace } = noting();
    const second = faultOf(client.readByKeys(keyed(['2']), call({ deadlineMs, trace })));
    pass(1000);
    await release(1);
    expect(await Promise.all([first, second])).toMatchObject([
      { code: 'OPERATION_TOO_EXPENSIVE' },
      { code: 'UPSTREAM_TIMEOUT' },
    ]);
    expect(notes).toEqual(['asked byKeys', 'joined coalesced']);
  });

  test('ends nothing: who leaves is asked for, and asks for nothing more', async () => {
    const { client, release } = await startFull();
    const leaving = new AbortController();
    let asked = 0;
    const credential = {
      fingerprint: 'f',
      key: 'whole',
      headers: () => {
        asked += 1;
        return {};
      },
    };
    const asking = call({ signal: leaving.signal, credential });
    const gone = faultOf(client.readByKeys(keyed(['1']), asking));
    const stays = client.readByKeys(keyed(['2']), call());
    leaving.abort();
    expect(await gone).toMatchObject({ code: 'CANCELLED' });
    await release(1);
    await release(2, 'told');
    expect(await stays).toEqual({ json: 'told', isShared: true });
    expect(client.upstream.lines().slice(1)).toEqual(['GET /x?only=1,2']);
    expect(asked).toBe(1);
  });
});
