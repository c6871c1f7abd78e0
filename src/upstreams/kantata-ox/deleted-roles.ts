/**
 * Roles including deleted ones. Some servers take `only_active=false` for the deleted ones alone: where no
 * other role is among the rows, they are requested once more without any default filters. The longer list is
 * taken: it holds both kinds.
 */
import { Fault } from '../../domain/fault.ts';
import { isQueryOf, type Query } from '../../domain/query.ts';
import { isRecordOf, type Rec } from '../../domain/record.ts';
import type { Envelope } from './envelope.ts';
import type { Parameters } from './parameters.ts';

/** @param ask requests the rows, with these parameters in place of those of the query */
export async function askWithDeletedRoles(
  query: Query,
  ask: (instead: Parameters) => Promise<Envelope>,
): Promise<Envelope> {
  const rows = await ask({});
  const isOfBoth = isQueryOf(query, 'Role') && query.filter.includeDeleted;
  if (!isOfBoth || rows.records.some(isInUse)) return rows;
  const instead = { only_active: '', apply_default_filters: 'false' };
  const again = await ask(instead).catch((error: unknown) => {
    // What has come is most likely complete.
    if (error instanceof Fault) return rows;
    throw error;
  });
  return again.count > rows.count ? again : rows;
}

function isInUse(record: Rec): boolean {
  return isRecordOf(record, 'Role') && record.deletedAt == null;
}
