/** `npm run serve`: the gateway alone, configured by the environment. */
import { startGateway } from './app.ts';
import { ConfigError, parseConfig } from './config.ts';

try {
  const gateway = await startGateway(parseConfig(process.env));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void gateway.stop().then(() => process.exit(0)));
  }
} catch (error) {
  const faults = error instanceof ConfigError ? error.faults : [faultOf(error)];
  process.stderr.write(
    `${JSON.stringify({ level: 'fatal', msg: 'The gateway cannot start.', faults })}\n`,
  );
  process.exit(1);
}

function faultOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return code === 'EADDRINUSE' ? 'PORT: is already in use' : `start: ${code}`;
}
