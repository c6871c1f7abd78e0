/**
 * Cursors: opaque for clients. A cursor is good only for the list that it came from, with the same filter and
 * order: elsewhere its position means another row.
 */
import { createHash } from 'node:crypto';
import type { Query } from '../domain/query.ts';
import type { Cursor } from '../planning/window.ts';

export function writeCursor(query: Query, { position, pageSize }: Cursor): string {
  const parts = pageSize === undefined ? [position] : [position, pageSize];
  return Buffer.from([listMark(query), ...parts].join('.')).toString('base64url');
}

/** `null` for a cursor that did not come from this list. */
export function readCursor(query: Query, cursor: string): Cursor | null {
  if (cursor.length > 100) return null;
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, mark, position, pageSize] =
    /^([\w-]{8})\.(0|[1-9]\d{0,8})(?:\.([1-9]\d{0,2}))?$/.exec(text) ?? [];
  if (mark !== listMark(query) || position === undefined) return null;
  const read: Cursor = {
    position: Number(position),
    ...(pageSize === undefined ? {} : { pageSize: Number(pageSize) }),
  };
  return writeCursor(query, read) === cursor ? read : null;
}

const marks = new WeakMap<Query, string>();

function listMark(query: Query): string {
  let mark = marks.get(query);
  if (mark === undefined) {
    mark = createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 8);
    marks.set(query, mark);
  }
  return mark;
}
