/** What may be told of a request: its route without ids, what it includes, and nothing else. */

export interface Route {
  /** `/account_memberships/{id}` */
  readonly route: string;
  /** As it was sent; `null` where there is none. */
  readonly include: string | null;
  /** How many ids stand in the path. */
  readonly idsInPath: number;
}

const word = /^(?:v\d|[a-z]+(?:[_-][a-z]+)*)$/;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function routeOf(path: string): Route {
  const [below = '', query = ''] = path.split('?', 2);
  const segments = below.split('/').map((part) => (isPartOfRoute(part) ? part : '{id}'));
  return {
    route: segments.join('/'),
    include: new URLSearchParams(query).get('include'),
    idsInPath: segments.filter((segment) => segment === '{id}').length,
  };
}

function isPartOfRoute(segment: string): boolean {
  return segment === '' || (word.test(segment) && !uuid.test(segment));
}
