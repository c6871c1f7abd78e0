/** What an operation costs, to look at: its upstream calls, from what the graph itself answers. */
import { examples } from './examples.ts';
import { filled, icon, jsonInPage, strip } from './page.ts';
import { withPolicy, type Page } from './policy.ts';

export function explainPage(demo: boolean): Page {
  return withPolicy(
    filled('explain.html', {
      icon,
      strip: strip('/explain', demo),
      examples: jsonInPage(examples),
    }),
  );
}
