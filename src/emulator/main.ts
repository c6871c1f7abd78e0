/**
 * Both emulated upstreams alone, for a gateway elsewhere: `node src/emulator/main.ts --host 0.0.0.0
 * --kantata-port 4001 --elastic-path-port 4002`.
 */
import { parseArgs } from 'node:util';
import { startDemo } from './demo.ts';

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    'kantata-port': { type: 'string', default: '4001' },
    'elastic-path-port': { type: 'string', default: '4002' },
  },
});

const demo = await startDemo({
  host: values.host,
  kantataPort: Number(values['kantata-port']),
  elasticPathPort: Number(values['elastic-path-port']),
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void demo.stop().then(() => process.exit(0));
  });
}

process.stdout.write(
  `Kantata OX at ${demo.kantataOx.url}\nElastic Path at ${demo.elasticPath.url}\n`,
);
