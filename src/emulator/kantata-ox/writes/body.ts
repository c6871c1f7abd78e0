import type { RecordedRequest } from '../../recorder.ts';
import { isObject } from '../parameters.ts';
import { missingParameters } from '../refusal.ts';

export type Attributes = Readonly<Record<string, unknown>>;

/** The object under the root of the body. An update of nothing is malformed, like no body at all. */
export function attributesUnder(root: string, request: RecordedRequest): Attributes {
  const attributes = bodyOf(request)[root];
  if (!isObject(attributes) || Object.keys(attributes).length === 0) throw missingParameters();
  return attributes;
}

/** One object under the singular root or many under the plural; of both at once the plural. */
export function batchUnder(
  singular: string,
  plural: string,
  request: RecordedRequest,
): readonly Attributes[] {
  const batch = bodyOf(request)[plural];
  if (batch === undefined) return [attributesUnder(singular, request)];
  if (!Array.isArray(batch) || batch.length === 0 || !batch.every(isObject)) {
    throw missingParameters();
  }
  return batch;
}

function bodyOf({ body, headers }: RecordedRequest): Attributes {
  if (!isObject(body)) throw missingParameters();
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  return isForm ? unfold(body) : body;
}

/** `account_membership[permission]=collaborator` */
function unfold(form: Attributes): Attributes {
  const roots: Record<string, Record<string, unknown>> = {};
  for (const [name, value] of Object.entries(form)) {
    const [, root, attribute] = /^([^[]+)\[([^\]]+)\]$/.exec(name) ?? [];
    if (root !== undefined && attribute !== undefined) (roots[root] ??= {})[attribute] = value;
  }
  return roots;
}
