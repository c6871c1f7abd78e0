/** The process around the gateway: Node's warnings, and how signals and crashes end it. */
import { once, type EventEmitter } from 'node:events';
import { createServer } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import type { Logger } from 'pino';
import type { Gateway } from './app.ts';

/** How long work under way may take after a crash. */
const crashGraceMs = 1000;

/**
 * Under load V8 would let the space for new objects grow by a hundred megabytes, of which next to nothing is
 * alive, and that for old ones to four times what is alive. The initial size of the first can only be set on the
 * command line (`--min-semi-space-size`).
 */
export function keepNewSpaceSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=100');
}

/** Node would print its warnings as plain text, between the lines of the log. */
export function logWarnings(log: Logger): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    log.warn({ err: warning }, 'a warning of Node');
  });
}

/**
 * Under npm, a signal to the whole process group arrives twice, since npm passes its own on: the two count as one.
 */
const sameSignalMs = 500;

/** The first signal ends the gateway in good order, even while it starts; a second one ends it at once. */
export function endOnSignals(starting: Promise<Gateway>, log: Logger): void {
  let endsSinceMs: number | null = null;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (endsSinceMs !== null) {
        if (performance.now() - endsSinceMs < sameSignalMs) return;
        log.warn({ signal }, 'ending at once');
        process.exit(1);
      }
      endsSinceMs = performance.now();
      log.info({ signal }, 'draining');
      void starting
        .then((gateway) => gateway.drain())
        .then(() => {
          log.info('stopped');
          process.exit(0);
        });
    });
  }
}

/** After an uncaught error, the state of the process can no longer be trusted. */
export function endOnCrash(gateway: Gateway, log: Logger): void {
  let hasCrashed = false;
  process.on('uncaughtException', (error) => {
    if (hasCrashed) return;
    hasCrashed = true;
    log.fatal({ err: error }, 'crashed');
    endSoon(gateway);
  });
}

/** Where the log cannot be written any more, changes would leave no audit line: not one more is made. */
export function endWhenUnheard(gateway: Gateway, output: EventEmitter): void {
  output.once('error', () => {
    gateway.endWrites();
    endSoon(gateway);
  });
}

function endSoon(gateway: Gateway): void {
  setTimeout(() => process.exit(1), crashGraceMs);
  void gateway.stop().finally(() => process.exit(1));
}

/** Fails as the gateway would, long before everything is loaded. */
export async function tryAddress(host: string, port: number): Promise<void> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}

/** Errors of listening, by code, with the variable that causes each. */
const listening: Readonly<Record<string, string>> = {
  EADDRINUSE: 'PORT: is already in use',
  EACCES: 'PORT: may not be listened on',
  EADDRNOTAVAIL: 'HOST: is no address of this machine',
  ENOTFOUND: 'HOST: cannot be resolved',
  EAI_AGAIN: 'HOST: cannot be resolved',
};

/** What to log of an error that kept the gateway from starting. */
export function startFault(error: unknown): { faults: readonly string[] } | { err: unknown } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const fault = listening[code];
  return fault === undefined ? { err: error } : { faults: [fault] };
}
