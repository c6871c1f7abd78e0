/** Asks one contestant, over connections that are kept. */
import { Agent, request } from 'node:http';

export interface Question {
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly tookMs: number;
}

export function questionOf(
  operationName: string,
  query: string,
  variables?: Readonly<Record<string, unknown>>,
): Question {
  return { body: Buffer.from(JSON.stringify({ operationName, query, variables })) };
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
let credentials = 0;

/** None was ever used before. */
export function ownCredential(): string {
  credentials += 1;
  return `Bearer caller-${credentials}`;
}

export const sharedCredential = () => 'Bearer caller-of-all';

export function ask(port: number, { body }: Question, authorization: string): Promise<Answer> {
  const begunAtMs = performance.now();
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        method: 'POST',
        path: '/graphql',
        headers: {
          'content-type': 'application/json',
          'content-length': body.length,
          accept: 'application/json',
          authorization,
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(parts).toString(),
            tookMs: performance.now() - begunAtMs,
          });
        });
        response.on('error', reject);
      },
    );
    outgoing.on('error', (error) => {
      // A server may close a kept connection at the moment in which it is used again.
      if (outgoing.reusedSocket) resolve(ask(port, { body }, authorization));
      else reject(error);
    });
    outgoing.end(body);
  });
}
