/** The pages for people: two explorers, and the cost of an operation to look at. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { explainPage } from './explain.ts';
import { graphiqlPage } from './graphiql.ts';
import { sandboxPage } from './sandbox.ts';

/** @param demo whether what is shown is demo data, which the pages say */
export async function addExplorers(server: FastifyInstance, demo: boolean): Promise<void> {
  const sandbox = sandboxPage(demo);
  const graphiql = await graphiqlPage(demo);
  const explain = explainPage(demo);
  server.get('/', (_request, reply) => html(reply, sandbox));
  server.get('/graphiql', (_request, reply) => html(reply, graphiql));
  server.get('/explain', (_request, reply) => {
    void reply.header('content-security-policy', explain.policy);
    return html(reply, explain.page);
  });
}

function html(reply: FastifyReply, page: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(page);
}
