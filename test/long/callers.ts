/**
 * Many callers at once as a program of their own, so that what they see is not held up by the rest of the
 * test: each asks over a connection of its own, again as soon as it is answered, or when it was told to.
 *
 *     node callers.ts <port> <callers> <milliseconds> [<token of all of them>]
 *
 * Prints one JSON array: the status and the milliseconds of each answer, and whether it said when to come again.
 */
import { connect } from 'node:net';

export type Heard = readonly [status: number, tookMs: number, saidWhen: boolean];

const comeAgainMs = 1000;
const [port = 0, callers = 0, forMs = 0] = process.argv.slice(2, 5).map(Number);
const tokenOfAll = process.argv[5];
const heard: Heard[] = [];
const until = performance.now() + forMs;
const body = '{"query":"{ accountMemberships(first: 1) { nodes { sourceId } } }"}';

function call(index: number): void {
  const token = tokenOfAll ?? `caller-${index}`;
  const request =
    `POST /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\n` +
    `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let begunAtMs = 0;
  let text = '';
  const next = () => {
    if (performance.now() >= until) {
      socket.destroy();
      return;
    }
    begunAtMs = performance.now();
    text = '';
    socket.write(request);
  };
  socket.setEncoding('latin1');
  socket.once('connect', next);
  socket.on('data', (chunk: string) => {
    text += chunk;
    const head = text.indexOf('\r\n\r\n') + 4;
    const length = Number(/^content-length: (\d+)\r$/im.exec(text)?.[1]);
    if (head < 4 || text.length < head + length) return;
    const status = Number(text.slice(9, 12));
    heard.push([status, performance.now() - begunAtMs, /^retry-after: 1\r$/im.test(text)]);
    if (status === 503) setTimeout(next, comeAgainMs);
    else next();
  });
  // A connection that breaks is an answer that nobody should get.
  socket.on('error', () => heard.push([0, performance.now() - begunAtMs, false]));
}

for (let index = 0; index < callers; index += 1) call(index);
process.once('beforeExit', () => {
  process.stdout.write(JSON.stringify(heard));
});
