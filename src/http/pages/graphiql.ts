/** GraphiQL, in one page that needs no other host. */
import { examples, firstExample } from './examples.ts';
import { icon, jsonInPage, strip } from './page.ts';
import { withPolicy, type Page } from './policy.ts';

const layout = `<style>
  #body { display: flex; flex-direction: column; height: 100vh; }
  #root { flex: 1; min-height: 0; }
  #root .graphiql-container { height: 100%; }
</style>`;

const headers = JSON.stringify({ 'x-upstream-trace': '1' }, null, 2);

/**
 * On a later visit GraphiQL looks for the tab of the query that was edited last. Where none was, it would open an
 * empty tab beside the examples.
 */
const firstQuery = `<script>
  localStorage['graphiql:query'] ??= ${jsonInPage(firstExample.query)};
</script>`;

/** Its editor writes styles, and brings its own fonts and workers. */
const allowed = {
  'style-src': "'unsafe-inline'",
  'font-src': 'data:',
  'worker-src': 'blob:',
};

/** Several megabytes of scripts in one page, loaded only where explorers are on. */
export async function graphiqlPage(demo: boolean): Promise<Page> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const page = renderGraphiQL({
    endpoint: '/graphql',
    title: 'Membership gateway: GraphiQL',
    favicon: icon,
    defaultQuery: firstExample.query,
    // Those of the first tab, and of new ones.
    headers,
    // They may hold tokens, which must not stay behind in the browser.
    shouldPersistHeaders: false,
    defaultTabs: examples.map(({ query, variables }) => ({
      query,
      variables: variables === undefined ? null : JSON.stringify(variables, null, 2),
      headers,
    })),
  });
  const root = '<div id="root"></div>';
  const whole = page.replace(root, () => layout + strip('/graphiql', demo) + root + firstQuery);
  return withPolicy(whole, allowed);
}
