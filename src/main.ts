/** `npm run serve`: the gateway alone, configured by the environment. */
import { destination, pino } from 'pino';
import { startGateway } from './app.ts';
import { ConfigError, parseConfig } from './config.ts';
import { logOptions } from './http/log.ts';
import { endOnCrash, endOnSignals, logWarnings } from './lifecycle.ts';

try {
  const config = parseConfig(process.env);
  const log = pino(logOptions(config.LOG_LEVEL));
  logWarnings(log);
  const gateway = await startGateway(config);
  endOnSignals(gateway, log);
  endOnCrash(gateway, log);
} catch (error) {
  const faults = error instanceof ConfigError ? error.faults : [faultOf(error)];
  const log = pino(logOptions('fatal'), destination(2));
  log.fatal({ faults, err: error }, 'the gateway cannot start');
  process.exit(1);
}

/** What the system says about listening, by the variable that leads to it. */
function faultOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return listening[code] ?? `start: ${code}`;
}

const listening: Readonly<Record<string, string>> = {
  EADDRINUSE: 'PORT: is already in use',
  EACCES: 'PORT: may not be listened on',
  EADDRNOTAVAIL: 'HOST: is no address of this machine',
  ENOTFOUND: 'HOST: cannot be resolved',
  EAI_AGAIN: 'HOST: cannot be resolved',
};
