/** The pages for people: two explorers, and the cost of an operation to look at. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { explainPage } from './explain.ts';
import { graphiqlPage } from './graphiql.ts';
import type { PageName } from './page.ts';
import type { Page } from './policy.ts';
import { sandboxPage } from './sandbox.ts';

/** @param demo whether the data is invented; the pages say so */
export async function addExplorers(server: FastifyInstance, demo: boolean): Promise<void> {
  const pages: readonly [PageName, Page][] = [
    ['/', sandboxPage(demo)],
    ['/graphiql', await graphiqlPage(demo)],
    ['/explain', explainPage(demo)],
  ];
  for (const [path, { page, policy }] of pages) {
    server.get(path, (_request, reply) =>
      reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(page),
    );
  }
}

/** A hook that leads people who open the graph's URL in a browser to GraphiQL. */
export function leadPeople(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  if (isOpenedInBrowser(request)) void reply.redirect('/graphiql', 303);
  else done();
}

function isOpenedInBrowser({
  method,
  raw: { url = '' },
  headers: { accept = '' },
}: FastifyRequest) {
  return method === 'GET' && !url.includes('?') && accept.includes('text/html');
}
