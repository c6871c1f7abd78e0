/** Changes as requests: verb, path and body. */
import type { Action, Change } from '../../domain/change.ts';
import type { Request } from '../http/index.ts';
import type { KantataType } from './associations.ts';
import { collections } from './collections.ts';
import { withQuery, type Parameters } from './parameters.ts';

/** The root of a body is the singular of the collection. */
const roots: Partial<Record<KantataType, string>> = {
  AccountMembership: 'account_membership',
  Invitation: 'account_invitation',
};

const verbs: Readonly<Record<Action, { method: Request['method']; below: string }>> = {
  CREATE: { method: 'POST', below: '' },
  UPDATE: { method: 'PUT', below: '' },
  DELETE: { method: 'DELETE', below: '' },
  DISABLE: { method: 'PUT', below: '/disable' },
  ENABLE: { method: 'PUT', below: '/enable' },
  RESEND: { method: 'PUT', below: '/resend' },
};

/** @param parameters only `include` and `optional_fields`: filters in the query of a write would apply to its answer */
export function changeRequest(type: KantataType, change: Change, parameters: Parameters): Request {
  const { method, below } = verbs[change.action];
  const target = change.key === undefined ? '' : `/${change.key}`;
  const path = withQuery(
    `/${collections[type].map}${target}${below}`,
    method === 'DELETE' ? {} : parameters,
  );
  const root = roots[type];
  if (change.attributes === undefined || root === undefined) return { method, path };
  return { method, path, body: { [root]: restAttributes(change.attributes) } };
}

/** One call that creates many: the plural of the root, with a list. */
export function manyRequest(
  type: KantataType,
  changes: readonly Change[],
  parameters: Parameters,
): Request {
  const rows = changes.map(({ attributes = {} }) => restAttributes(attributes));
  return {
    method: 'POST',
    path: withQuery(`/${collections[type].map}`, parameters),
    body: { [collections[type].map]: rows },
  };
}

function restAttributes(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [snakeCase(name), restValue(name, value)]),
  );
}

function restValue(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (name === 'permission' || name === 'changeRoleOption') return value.toLowerCase();
  // Ids are documented as integers; one beyond the safe range is sent as text, which works, too.
  if (name.endsWith('Id') && Number.isSafeInteger(Number(value))) return Number(value);
  return value;
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
