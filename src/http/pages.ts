/** The explorers: Apollo Sandbox, whose scripts Apollo serves, and GraphiQL, which needs no other host. */
import type { FastifyInstance, FastifyReply } from 'fastify';

const firstOperation = `# The members of the account, each with user, role and manager: one upstream call.
query Members {
  accountMemberships(first: 10) {
    totalCount
    nodes {
      id
      permission
      user { fullName emailAddress headline }
      defaultRole { name }
      manager { fullName }
    }
  }
}
`;

export async function addExplorers(server: FastifyInstance): Promise<void> {
  const graphiql = await graphiqlPage();
  server.get('/', (_request, reply) => html(reply, sandboxPage()));
  server.get('/graphiql', (_request, reply) => html(reply, graphiql));
}

function html(reply: FastifyReply, page: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(page);
}

/** Several megabytes of scripts in one page; only loaded where somebody may look at it. */
async function graphiqlPage(): Promise<string> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return renderGraphiQL({
    endpoint: '/graphql',
    title: 'Membership gateway: GraphiQL',
    defaultQuery: firstOperation,
  });
}

function sandboxPage(): string {
  const state = { document: firstOperation, headers: { 'x-upstream-trace': '1' } };
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Membership gateway: Sandbox</title>
    <style>
      body { margin: 0; font: 16px/1.5 system-ui, sans-serif; }
      #sandbox { position: absolute; inset: 0; }
      #offline { max-width: 40rem; margin: 15vh auto; padding: 0 1rem; }
    </style>
  </head>
  <body>
    <div id="sandbox"></div>
    <div id="offline" hidden>
      <h1>Apollo Sandbox is not within reach</h1>
      <p>Its scripts come from Apollo's servers, and could not be loaded from here.</p>
      <p><a href="/graphiql">GraphiQL</a> needs no other host and knows the same schema.</p>
    </div>
    <script src="https://embeddable-sandbox.cdn.apollographql.com/v2/embeddable-sandbox.umd.production.min.js"></script>
    <script>
      if (window.EmbeddedSandbox) {
        new window.EmbeddedSandbox({
          target: '#sandbox',
          initialEndpoint: window.location.origin + '/graphql',
          initialState: ${JSON.stringify(state).replaceAll('<', '\\u003c')},
        });
      } else {
        document.getElementById('offline').hidden = false;
      }
    </script>
  </body>
</html>
`;
}
