/** Changes to memberships. Account and member of one are fixed: an update is about custom fields. */
import type { Change } from '../../domain/change.ts';
import { wantNothing } from '../../domain/want.ts';
import { Fault } from '../../domain/fault.ts';
import type { Http, Request } from '../http/index.ts';
import type { Answer, Call } from '../source.ts';
import { readEnvelope } from './envelope.ts';
import { readMembershipKey } from './membership-key.ts';
import { pathOf, readMembership } from './memberships-by-keys.ts';
import { isRow } from './wire.ts';

const type = 'CommerceAccountMembership';

export async function makeChange(http: Http, change: Change, call: Call): Promise<Answer> {
  if (change.type !== type) throw new TypeError(`${change.type} cannot be changed`);
  const { request, accountId } = await requestFor(http, change, call);
  const body = await http.write(request, call);
  return change.action === 'DELETE' ? nothing : writtenRows(body, accountId);
}

const nothing: Answer = { records: [], carried: [] };

interface Prepared {
  readonly request: Request;
  readonly accountId: string;
}

async function requestFor(http: Http, change: Change, call: Call): Promise<Prepared> {
  const { action, key, attributes = {} } = change;
  const { accountId, accountMemberId, customFields } = attributes;
  if (action === 'CREATE' && typeof accountId === 'string') {
    const path = `/v2/accounts/${accountId}/account-memberships`;
    const body = bodyOf(customFields, accountMemberId);
    return { request: { method: 'POST', path, body }, accountId };
  }
  if (key === undefined) throw new TypeError(`A membership cannot be changed by ${action}`);
  const target = { path: pathOf(key), accountId: readMembershipKey(key).accountId };
  if (action === 'DELETE') return prepared('DELETE', target);
  if (action === 'UPDATE') {
    return prepared('PUT', target, bodyOf(customFields, await memberOf(http, change, key, call)));
  }
  throw new TypeError(`A membership knows no ${action}`);
}

function prepared(
  method: Request['method'],
  { path, accountId }: { readonly path: string; readonly accountId: string },
  body?: unknown,
): Prepared {
  return { request: body === undefined ? { method, path } : { method, path, body }, accountId };
}

/** Entries make own properties, and what the API reads for itself stands last: nothing overrides it. */
function bodyOf(customFields: unknown, accountMemberId: unknown) {
  const custom = isRow(customFields) ? customFields : {};
  return { data: { ...custom, type: 'account_membership', account_member_id: accountMemberId } };
}

/** An update has to name the member, though it cannot change it. */
async function memberOf(http: Http, { known }: Change, key: string, call: Call): Promise<string> {
  const told = known?.links.accountMember;
  if (typeof told === 'string') return told;
  const { records } = await readMembership(http, key, wantNothing, call);
  const member = records[0]?.links.accountMember;
  if (typeof member === 'string') return member;
  throw new Fault('UPSTREAM_MALFORMED', 'Elastic Path does not say whose membership this is.', {
    source: 'ELASTIC_PATH',
  });
}

/** The change is done, whatever its answer looks like; a row that cannot be read is not shown. */
function writtenRows(body: unknown, accountId: string): Answer {
  try {
    return readEnvelope(type, body, wantNothing, { accountId });
  } catch (error) {
    if (error instanceof Fault) return nothing;
    throw error;
  }
}
