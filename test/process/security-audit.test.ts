/** What the program itself writes of changes. */
import { expect, test } from 'vitest';
import { freePort } from '../listening.ts';
import { ask, linesOf, look, pauseMs, run, startUpstream } from './rig.ts';

const removal = 'mutation { deleteInvitation(input: { id: "7" }) { deletedId } }';

test.each([
  ['fatal', ['intent', 'result']],
  ['warn', ['intent', 'result']],
  ['debug', ['intent', 'result']],
  ['silent', []],
])('S43 with LOG_LEVEL=%s the audit has %j', async (level, phases) => {
  const upstream = await startUpstream((_request, response) => response.writeHead(204).end());
  const port = await freePort();
  const { output } = run({
    KANTATA_BASE_URL: upstream.url,
    PORT: String(port),
    LOG_LEVEL: level,
  });
  const url = `http://127.0.0.1:${port}`;
  await listening(url);

  await ask(url, { 'x-request-id': 'mine' }, { query: removal });
  await look(`${url}/healthz`);

  const lines = linesOf(output());
  expect(lines.filter(({ audit }) => audit === true).map(({ phase }) => phase)).toEqual(phases);
  for (const line of lines.filter(({ audit }) => audit === true)) {
    expect(line).toMatchObject({ level: 'info', requestId: 'mine', target: 'Invitation:7' });
  }
  // What is no audit is still silenced.
  if (level !== 'debug') expect(lines).toHaveLength(phases.length);
});

/** Without a line that says so. */
async function listening(url: string): Promise<void> {
  for (;;) {
    try {
      await look(`${url}/readyz`);
      return;
    } catch {
      await pauseMs(20);
    }
  }
}
