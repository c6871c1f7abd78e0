/** mercurius with its own graphql-jit, look-ahead, and undici. */
import fastify from 'fastify';
import mercurius from 'mercurius';
import { Agent, request } from 'undici';
import { resolvers, type Context } from '../graph/look-ahead.ts';
import { typeDefs } from '../graph/schema.ts';
import type { Envelope } from '../rest.ts';

const upstream = process.env.UPSTREAM ?? '';
const dispatcher = new Agent({ connections: 50 });

const server = fastify();
await server.register(mercurius, {
  schema: typeDefs,
  resolvers: resolvers as never,
  jit: 1,
  context: ({ headers }): Context => ({
    read: async (path) => {
      const { authorization = '' } = headers;
      const { body } = await request(upstream + path, { headers: { authorization }, dispatcher });
      return (await body.json()) as Envelope;
    },
  }),
});
await server.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
