/** The life of the process beside the gateway's: what Node says, how signals and crashes end it. */
import { once, type EventEmitter } from 'node:events';
import { createServer } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import type { Logger } from 'pino';
import type { Gateway } from './app.ts';

/** What is under way after a crash gets no longer than this. */
const crashGraceMs = 1000;

/**
 * Under load V8 would let the space for new objects grow by a hundred megabytes, of which next to nothing
 * lives, and that for old ones to four times what lives. How large the first one is from the start, only
 * the command line can say (`--min-semi-space-size`).
 */
export function keepNewSpaceSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=100');
}

/** Node prints its warnings for people. */
export function logWarnings(log: Logger): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    log.warn({ err: warning }, 'a warning of Node');
  });
}

/** A signal to the whole process group comes twice under npm, which passes its own on: both are one. */
const sameSignalMs = 500;

/** The first signal ends the gateway in good order, also while it starts; a second one ends it at once. */
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

/** After an error that nobody caught, nothing is known of the state any more. */
export function endOnCrash(gateway: Gateway, log: Logger): void {
  let hasCrashed = false;
  process.on('uncaughtException', (error) => {
    if (hasCrashed) return;
    hasCrashed = true;
    log.fatal({ err: error }, 'crashed');
    endSoon(gateway);
  });
}

/** Where nobody takes its lines any more, changes would be made that no audit shows: not even the one at hand. */
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

/** Fails as the gateway would, long before all of it is loaded. */
export async function tryAddress(host: string, port: number): Promise<void> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}

/** What the system says about listening, by the variable that leads to it. */
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
