/** graphql-yoga with graphql-jit, look-ahead, and `fetch`. */
import { createServer } from 'node:http';
import { useGraphQlJit } from '@envelop/graphql-jit';
import { createSchema, createYoga } from 'graphql-yoga';
import { resolvers, type Context } from '../graph/look-ahead.ts';
import { typeDefs } from '../graph/schema.ts';
import type { Envelope } from '../rest.ts';

const upstream = process.env.UPSTREAM ?? '';

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  plugins: [useGraphQlJit()],
  logging: 'error',
  context: ({ request }): Context => {
    const headers = { authorization: request.headers.get('authorization') ?? '' };
    return {
      read: async (path) => (await (await fetch(upstream + path, { headers })).json()) as Envelope,
    };
  },
});

createServer((incoming, response) => void yoga(incoming, response)).listen(
  Number(process.env.PORT),
  '127.0.0.1',
);
