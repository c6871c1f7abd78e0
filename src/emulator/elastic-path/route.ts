import type { Answer } from '../answer.ts';
import type { Call } from './call.ts';

/**
 * Who is let in: `anyone` without a token, any `bearer`, a `reader` who can see the whole store or
 * a shopper's part of it, the `administrator` only.
 */
export type Access = 'anyone' | 'bearer' | 'reader' | 'administrator';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Such as `/v2/accounts/:accountId`. */
  readonly path: string;
  readonly access: Access;
  readonly handle: (call: Call) => Answer;
}

export interface RouteMatch {
  readonly route: Route;
  readonly param: (name: string) => string;
}

/** Finds the route of a request; `wrongMethod` if the path exists for other methods only. */
export function createRouter(routes: readonly Route[]) {
  const table = routes.map((route) => ({ route, pattern: toPattern(route.path) }));
  return (method: string, path: string): RouteMatch | 'wrongMethod' | undefined => {
    const onPath = table.filter(({ pattern }) => pattern.test(path));
    const entry = onPath.find(({ route }) => route.method === method);
    if (entry === undefined) return onPath.length > 0 ? 'wrongMethod' : undefined;
    const groups = entry.pattern.exec(path)?.groups;
    return { route: entry.route, param: (name) => groups?.[name] ?? '' };
  };
}

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
}
