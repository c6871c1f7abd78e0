import { expect, test } from 'vitest';
import { sendRaw } from '../process/raw.ts';
import { ask, pauseMs, serve, startUpstream } from '../process/rig.ts';
import { connect } from 'node:net';

const large = 'x'.repeat(4 * 1024 * 1024);
const fields = Array.from({ length: 8 }, (_, index) => `f${index}: headline`).join(' ');

test('R36 an answer that nobody reads gives up its room', async () => {
  const upstream = await startUpstream((_request, response) => {
    response.end(
      JSON.stringify({
        count: 1,
        results: [{ key: 'users', id: '7' }],
        users: { 7: { id: '7', full_name: 'Ada', headline: large } },
      }),
    );
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, MAX_INFLIGHT: '1' });
  const body = JSON.stringify({ query: `{ user(id: "7") { ${fields} } }` });
  const socket = connect(gateway.port, '127.0.0.1');
  socket.pause();
  socket.on('error', () => undefined);
  socket.write(
    'POST /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer t\r\n' +
      `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  while (upstream.requests.length < 1) await pauseMs(10);
  await pauseMs(1000);
  expect(await ask(gateway.url)).toMatchObject({ status: 503 });

  const begunAt = performance.now();
  while ((await ask(gateway.url)).status === 503) await pauseMs(250);

  expect(performance.now() - begunAt).toBeLessThan(35_000);
  socket.destroy();
  expect(
    await sendRaw(gateway.port, 'GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n', {
      timeoutMs: 200,
    }),
  ).toMatchObject({ closed: false });
});

test('R36 what stands behind an answer that was read has its own time', async () => {
  const row = (id: string) => ({
    count: 1,
    results: [{ key: 'users', id }],
    users: { [id]: { id, full_name: 'Ada', headline: 'x' } },
  });
  const upstream = await startUpstream((request, response) => {
    const isSlow = request.url?.includes('8') === true;
    setTimeout(() => response.end(JSON.stringify(row(isSlow ? '8' : '7'))), isSlow ? 17_000 : 0);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, UPSTREAM_TIMEOUT_MS: '25000' });
  const asking = (id: string) => {
    const body = JSON.stringify({ query: `{ user(id: "${id}") { sourceId } }` });
    return (
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer t\r\n' +
      `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
    );
  };

  const { text } = await sendRaw(gateway.port, asking('7') + asking('8'), { timeoutMs: 19_000 });

  expect(text).toContain('{"data":{"user":{"sourceId":"7"}}}');
  expect(text).toContain('{"data":{"user":{"sourceId":"8"}}}');
});
