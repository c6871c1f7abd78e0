import type { Context } from './caller.ts';
import { leadingInteger } from './parameters.ts';
import { Presentation } from './presenting.ts';
import { notFound } from './refusal.ts';
import type { Collection, Collections, JsonObject, Resource } from './resource.ts';
import { selector, type Selection } from './selecting.ts';

/** Makes a resource answer: rows are selected, then presented. */
export function collection<Row extends { readonly id: number }>(
  resource: Resource<Row>,
  peers: () => Collections,
): Collection {
  const select = selector(resource);

  const present = (selection: Selection, context: Context): JsonObject =>
    new Presentation(resource, context, peers()).envelope(select(context, selection));

  return {
    key: resource.key,

    list: (context) => present({ defaultFilters: true }, context),

    show: (idText, context) => {
      const row = resource.rows(context.world).get(leadingInteger(idText));
      const isVisible = row !== undefined && (resource.visible?.(row, context) ?? true);
      if (!isVisible) throw notFound();
      const among = new Set([row.id]);
      if (context.readings.show === 'found') return present({ among, unpaged: true }, context);
      const shown = present({ among, defaultFilters: true }, context);
      if (Array.isArray(shown.results) && shown.results.length === 0) throw notFound();
      return shown;
    },

    presentWritten: (ids, context) =>
      present({ among: new Set(ids), unpaged: ids.length === 1 }, context),

    include: (id, context) => {
      const row = resource.rows(context.world).get(id);
      return row && new Presentation(resource, context, peers()).included(row);
    },
  };
}
