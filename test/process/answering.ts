/** What an upstream of the test's own may do with a request, well or badly. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

export function status(code: number, headers: Readonly<Record<string, string>> = {}): Behaviour {
  return (_request, response) => {
    response.writeHead(code, headers).end();
  };
}

export function json(body: unknown, code = 200): Behaviour {
  return (_request, response) => {
    response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

/** The request has arrived, body and all, and then the connection breaks. */
export function reset(request: IncomingMessage, response: ServerResponse): void {
  request.resume().once('end', () => response.socket?.resetAndDestroy());
}

export function resetMidBody(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"count":1,', () => response.socket?.resetAndDestroy());
}

/** A whole answer in form that holds half of one. */
export function truncated(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"count":1,"resul');
}

/** The connection ends well before the announced end of the body. */
export function cut(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"count":1,', () => response.socket?.end());
}

/** Nothing is answered until it is released, and everything from then on. */
export function untilReleased(behave: Behaviour): {
  readonly behave: Behaviour;
  readonly release: () => void;
} {
  const released = Promise.withResolvers<undefined>();
  return {
    behave: (request, response) =>
      void released.promise.then(() => {
        behave(request, response);
      }),
    release: () => {
      released.resolve(undefined);
    },
  };
}

/** Each in turn, then the last for ever. */
export function inTurn(...behaviours: readonly [Behaviour, ...Behaviour[]]): Behaviour {
  let next = 0;
  return (request, response) => {
    const behave = behaviours[Math.min(next, behaviours.length - 1)];
    next += 1;
    behave?.(request, response);
  };
}
