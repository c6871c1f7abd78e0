/** Hive Gateway over what Mesh composes of the OpenAPI file, both by their own commands. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const packages = '../../node_modules';

// Composed for the upstream's address of this run.
const supergraph = resolve('supergraph.graphql');
const compose = here(`${packages}/@graphql-mesh/compose-cli/esm/bin.js`);
const { status } = spawnSync(
  process.execPath,
  [compose, '-c', here('mesh.config.ts'), '-o', supergraph],
  { stdio: ['ignore', 'inherit', 'inherit'] },
);
if (status !== 0) throw new Error('Mesh cannot compose');

const serve = here(`${packages}/@graphql-hive/gateway/dist/bin.js`);
process.argv = [process.execPath, serve, 'supergraph', supergraph, '--host', '127.0.0.1'];
process.argv.push('--port', process.env.PORT ?? '', '--jit');
await import(serve);
