/** Apollo Sandbox, whose scripts Apollo serves, with a way on where they do not come. */
import { firstExample } from './examples.ts';
import { filled, icon, jsonInPage, strip } from './page.ts';

const script =
  'https://embeddable-sandbox.cdn.apollographql.com/v2/embeddable-sandbox.umd.production.min.js';

export function sandboxPage(demo: boolean): string {
  const initialState = { document: firstExample.query, headers: { 'x-upstream-trace': '1' } };
  return filled('sandbox.html', {
    icon,
    strip: strip('/', demo),
    configuration: jsonInPage({ script, endpoint: '/graphql', initialState }),
  });
}
