import type { Context } from './caller.ts';
import type { Resource, Search } from './resource.ts';

/** The rows that hold every word of the search, the most relevant first. A blank search finds all. */
export function searchHits<Row extends { readonly id: number }>(
  resource: Resource<Row>,
  search: Search<Row>,
  { parameters, world }: Context,
): readonly Row[] {
  const words = fold(parameters.text('search') ?? '')
    .split(/\s+/)
    .filter((word) => word !== '');
  const scored: { row: Row; score: number }[] = [];
  for (const row of resource.rows(world).values()) {
    const text = fold(search.text(row, world));
    if (!words.every((word) => text.includes(word))) continue;
    const whole = text.split(/\s+/);
    scored.push({ row, score: words.filter((word) => whole.includes(word)).length });
  }
  return scored
    .sort((one, other) => other.score - one.score || one.row.id - other.row.id)
    .map(({ row }) => row);
}

/** Without regard to case and accents. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
