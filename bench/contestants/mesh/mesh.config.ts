import { defineConfig } from '@graphql-mesh/compose-cli';
import { loadOpenAPISubgraph } from '@omnigraph/openapi';

export const composeConfig = defineConfig({
  subgraphs: [
    {
      sourceHandler: loadOpenAPISubgraph('Kantata', {
        source: new URL('kantata.yaml', import.meta.url).pathname,
        endpoint: process.env.UPSTREAM ?? '',
        operationHeaders: { authorization: "{context.headers['authorization']}" },
      }),
    },
  ],
});
