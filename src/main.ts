/** `npm run serve`: the gateway alone, configured by the environment. */
import { destination, pino } from 'pino';
import { ConfigError, parseConfig } from './config.ts';
import { logOptions, output } from './http/log.ts';
import {
  endOnCrash,
  endOnSignals,
  endWhenUnheard,
  keepNewSpaceSmall,
  logWarnings,
  startFault,
  tryAddress,
} from './lifecycle.ts';

try {
  keepNewSpaceSmall();
  const config = parseConfig(process.env);
  const log = pino(logOptions(config.LOG_LEVEL), output);
  logWarnings(log);
  // Before everything else is loaded, so that a bad configuration is reported soon.
  await tryAddress(config.HOST, config.PORT);
  const { startGateway } = await import('./app.ts');
  const starting = startGateway(config);
  endOnSignals(starting, log);
  const gateway = await starting;
  endOnCrash(gateway, log);
  endWhenUnheard(gateway, output);
} catch (error) {
  const why = error instanceof ConfigError ? { faults: error.faults } : startFault(error);
  pino(logOptions('fatal'), destination(2)).fatal(why, 'the gateway cannot start');
  process.exit(1);
}
