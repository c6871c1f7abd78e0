/** Bytes on a connection, as a client would never send them, and what comes back. */
import { connect } from 'node:net';

export interface RawAnswer {
  /** All that came back; empty when nothing did. */
  readonly text: string;
  /** Whether the other side has closed. */
  readonly closed: boolean;
  /** How many bytes went out before the other side closed. */
  readonly sentBytes: number;
  readonly tookMs: number;
}

export interface RawOptions {
  /** What follows, until the connection is closed. */
  readonly more?: () => string | Buffer | null;
  readonly moreEveryMs?: number;
  /** How long to wait for the other side to close. */
  readonly timeoutMs?: number;
}

export function sendRaw(
  port: number,
  bytes: string | Buffer,
  { more, moreEveryMs = 0, timeoutMs = 3000 }: RawOptions = {},
): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const begunAt = performance.now();
    const socket = connect(port, '127.0.0.1');
    let text = '';
    let isClosed = false;
    const finish = () => {
      clearTimeout(timer);
      isClosed = isClosed || socket.closed;
      resolve({
        text,
        closed: isClosed,
        sentBytes: socket.bytesWritten - socket.writableLength,
        tookMs: performance.now() - begunAt,
      });
      socket.destroy();
    };
    const timer = setTimeout(finish, timeoutMs);
    const pump = () => {
      if (socket.destroyed || !socket.writable) return;
      const next = more?.() ?? null;
      if (next === null) return;
      const isRoom = socket.write(next);
      if (moreEveryMs > 0) setTimeout(pump, moreEveryMs);
      else if (isRoom) setImmediate(pump);
      else socket.once('drain', pump);
    };
    socket.on('connect', () => {
      socket.write(bytes);
      pump();
    });
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('end', () => {
      isClosed = true;
    });
    // A reset is a way to close, too.
    socket.on('error', () => {
      isClosed = true;
    });
    socket.on('close', () => {
      isClosed = true;
      finish();
    });
  });
}

export function statusOf({ text }: RawAnswer): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
}
