/** A page that shows what an operation costs: its upstream calls, as the graph itself answers them. */
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
