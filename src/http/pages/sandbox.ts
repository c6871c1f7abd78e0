/** Apollo Sandbox, whose scripts Apollo serves, with a way to GraphiQL where they do not load. */
import { firstExample } from './examples.ts';
import { filled, icon, jsonInPage, strip } from './page.ts';
import { withPolicy, type Page } from './policy.ts';

const scripts = 'https://embeddable-sandbox.cdn.apollographql.com';
const script = `${scripts}/v2/embeddable-sandbox.umd.production.min.js`;

/** Sandbox sits in a frame of Apollo's; what it sends is sent by this page, and only to this server. */
const allowed = {
  'script-src': scripts,
  'style-src-attr': "'unsafe-inline'",
  'frame-src': 'https://sandbox.embed.apollographql.com',
};

export function sandboxPage(demo: boolean): Page {
  const initialState = { document: firstExample.query, headers: { 'x-upstream-trace': '1' } };
  const page = filled('sandbox.html', {
    icon,
    strip: strip('/', demo),
    configuration: jsonInPage({ script, endpoint: '/graphql', initialState }),
  });
  return withPolicy(page, allowed);
}
