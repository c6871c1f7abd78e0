/**
 * The upstream of the bench, a process of its own: answers out of memory, as late as it is told, and
 * remembers who called when.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { StubOrder, StubReport, UpstreamCall } from '../measuring/messages.ts';
import { listAnswer, updatedAnswer } from './answers.ts';
import type { Row } from './rows.ts';

const bodies = new Map<string, Buffer>();
let latencyMs = 0;
let calls: UpstreamCall[] = [];

const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  const call = {
    credential: request.headers.authorization ?? '',
    begunAtMs: performance.now(),
    endedAtMs: Infinity,
  };
  calls.push(call);
  const send = () => {
    answer(request, response);
    call.endedAtMs = performance.now();
  };
  if (latencyMs === 0) send();
  else setTimeout(send, latencyMs);
});

server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'));

process.on('message', (order: StubOrder) => {
  latencyMs = order.latencyMs;
  const report: StubReport = { calls };
  calls = [];
  process.send?.(report);
});
process.on('disconnect', () => process.exit(0));

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { url = '/', method } = request;
  if (method === 'PUT') {
    update(request, response, url);
    return;
  }
  let body = bodies.get(url);
  if (body === undefined) {
    const found = listAnswer(new URL(url, 'http://stub'));
    body = Buffer.from(JSON.stringify(found ?? { errors: [{ type: 'not_found' }] }));
    bodies.set(url, body);
  }
  send(response, body);
}

function update(request: IncomingMessage, response: ServerResponse, url: string): void {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (part: string) => (text += part));
  request.on('end', () => {
    const address = new URL(url, 'http://stub');
    const sent = JSON.parse(text) as { account_membership: Row };
    const id = address.pathname.split('/')[2] ?? '';
    const found = updatedAnswer(address, id, sent.account_membership);
    send(response, Buffer.from(JSON.stringify(found)));
  });
}

function send(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}
