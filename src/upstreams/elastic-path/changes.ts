/** Changes to memberships. Their account and member are fixed: an update changes custom fields alone. */
import type { Change } from '../../domain/change.ts';
import { Fault, howToFindOut } from '../../domain/fault.ts';
import { isObject } from '../../domain/json.ts';
import { wantNothing } from '../../domain/want.ts';
import type { Http, Request } from '../http/index.ts';
import type { Answer, Call } from '../source.ts';
import { readOne, tellsErrors } from './envelope.ts';
import { membershipPath, readMembershipKey } from './membership-key.ts';
import { readMembership } from './memberships-by-keys.ts';
import { OneByOne } from './one-by-one.ts';

const type = 'CommerceAccountMembership';

export function createChanging(http: Http) {
  const oneByOne = new OneByOne();

  async function makeChange(change: Change, call: Call): Promise<Answer> {
    const member = change.action === 'UPDATE' ? await memberOf(http, change, call) : undefined;
    const request = changeRequest(change, member);
    const write = () => http.write(request, call);
    const isNew = change.action === 'CREATE';
    const body = await (isNew ? write() : oneByOne.run(request.path, call, write));
    if (speaksAgainstItself(body)) throw contradicted();
    return change.action === 'DELETE' ? nothing : writtenRows(change, body);
  }

  return makeChange;
}

/** Verb, path and body. An update has to name the member, though it cannot change who that is. */
export function changeRequest(change: Change, accountMemberId: string | undefined): Request {
  const { action, key, attributes = {} } = change;
  if (change.type !== type) throw new TypeError(`${change.type} cannot be changed`);
  if (action === 'CREATE') {
    const path = `/v2/accounts/${accountOf(change)}/account-memberships`;
    return { method: 'POST', path, body: bodyOf(attributes, attributes.accountMemberId) };
  }
  if (key === undefined) throw new TypeError('A change needs the membership that it is about');
  const path = membershipPath(key);
  if (action === 'DELETE') return { method: 'DELETE', path };
  if (action === 'UPDATE')
    return { method: 'PUT', path, body: bodyOf(attributes, accountMemberId) };
  throw new TypeError(`A membership knows no ${action}`);
}

const nothing: Answer = { records: [], carried: [] };

/** A spread makes own properties, and the names that the API itself reads come last, so that nothing overrides them. */
function bodyOf({ customFields }: NonNullable<Change['attributes']>, accountMemberId: unknown) {
  const custom = isObject(customFields) ? customFields : {};
  return { data: { ...custom, type: 'account_membership', account_member_id: accountMemberId } };
}

/** Below it the API has all that a change is about. */
export function accountOf({ key, attributes }: Change): string {
  const accountId = key === undefined ? attributes?.accountId : readMembershipKey(key).accountId;
  if (typeof accountId !== 'string') throw new TypeError('A membership belongs to an account');
  return accountId;
}

/** Read where the operation does not know it. */
async function memberOf(http: Http, { key = '', known }: Change, call: Call): Promise<string> {
  const told = known?.links.accountMember;
  if (typeof told === 'string') return told;
  const { records } = await readMembership(http, key, wantNothing, call);
  const member = records[0]?.links.accountMember;
  if (typeof member === 'string') return member;
  throw new Fault('UPSTREAM_MALFORMED', 'Elastic Path does not say whose membership this is.', {
    source: 'ELASTIC_PATH',
  });
}

/** A success status whose body holds errors and nothing else. */
function speaksAgainstItself(body: unknown): boolean {
  return tellsErrors(body) && !(isObject(body) && isObject(body.data));
}

function contradicted(): Fault {
  return new Fault(
    'OUTCOME_UNKNOWN',
    `Elastic Path answered that the change was made, and reported errors. ${howToFindOut}`,
    { source: 'ELASTIC_PATH', upstreamStatus: 200 },
  );
}

/** The change is made, whatever its answer looks like; a row that cannot be read is left out. */
function writtenRows(change: Change, body: unknown): Answer {
  try {
    return readOne(type, body, { accountId: accountOf(change) });
  } catch (error) {
    if (error instanceof Fault) return nothing;
    throw error;
  }
}
