/**
 * The least that a Node program can spend on the same work: bare `node:http`, answers written by hand,
 * and an HTTP client: `node main.ts undici` or `node main.ts got`.
 */
import { Agent as HttpAgent, createServer, type IncomingMessage } from 'node:http';
import got from 'got';
import { Agent, request } from 'undici';
import { answers, type Send, type Variables } from './answers.ts';
import type { Envelope } from '../rest.ts';

const upstream = process.env.UPSTREAM ?? '';

type Transport = (authorization: string) => Send;

/** A pool of connections, and one parse of the whole body. */
const overUndici: Transport = (authorization) => {
  return async (path, body) => {
    const response = await request(upstream + path, {
      method: body === undefined ? 'GET' : 'PUT',
      headers: {
        authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      dispatcher,
    });
    return (await response.body.json()) as Envelope;
  };
};
const dispatcher = new Agent({ connections: 50 });

/** got with all that costs and is not needed switched off. */
const overGot: Transport = (authorization) => {
  return async (path, body) => {
    const { rawBody } = await client(upstream + path, {
      headers: {
        authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { method: 'PUT', body: JSON.stringify(body) }),
    });
    return JSON.parse(new TextDecoder().decode(rawBody)) as Envelope;
  };
};
const client = got.extend({
  agent: { http: new HttpAgent({ keepAlive: true, maxSockets: 50 }) },
  retry: { limit: 0 },
  followRedirect: false,
  throwHttpErrors: false,
  responseType: 'buffer',
});

const transport = process.argv[2] === 'got' ? overGot : overUndici;

interface Operation {
  readonly operationName: string;
  readonly variables: Variables;
}

createServer((incoming, response) => {
  void read(incoming).then(async ({ operationName, variables }) => {
    const send = transport(incoming.headers.authorization ?? '');
    const data = await answers[operationName]?.(send, variables);
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify({ data }));
  });
}).listen(Number(process.env.PORT), '127.0.0.1');

function read(incoming: IncomingMessage): Promise<Operation> {
  return new Promise((resolve) => {
    let text = '';
    incoming.setEncoding('utf8');
    incoming.on('data', (part: string) => (text += part));
    incoming.on('end', () => {
      resolve(JSON.parse(text) as Operation);
    });
  });
}
