/** Decodes rows of Elastic Path into records. Whatever is not as documented is dealt with here. */
import { isObjectOrArray, isObject } from '../../domain/json.ts';
import type { CustomFields, RecordValues } from '../../domain/record-values.ts';
import type { Link, Rec } from '../../domain/record.ts';
import type { ElasticPathType } from './associations.ts';
import { idPattern, normalizeKey } from './collections.ts';
import { membershipKey } from './membership-key.ts';

export type Row = Readonly<Record<string, unknown>>;

/** Where a row came from, which the row does not always tell itself. */
export interface Origin {
  /** Whether it was asked for by itself; one that was sent along tells less. */
  readonly primary: boolean;
  /** The account or the member in the path of the request. */
  readonly accountId?: string;
  readonly memberId?: string;
}

function idOf(value: unknown): string | null {
  return typeof value === 'string' && idPattern.test(value) ? normalizeKey(value) : null;
}

/**
 * Always empty: nothing promises that what is sent along is complete, so a row that did not come has to be
 * requested before it counts as missing.
 */
const carried: ReadonlySet<string> = new Set();

/** A record from a row; `null` for a row that does not identify itself. */
export function recordOf(type: ElasticPathType, row: Row, origin: Origin): Rec | null {
  const id = idOf(row.id);
  const links = linksOf[type](row, origin);
  const key = id === null ? null : keyOf(type, id, links);
  if (id === null || key === null) return null;
  const values = decoders[type](row);
  const record = {
    __typename: type,
    key,
    sourceId: id,
    links,
    carried,
    ...(origin.primary ? complete(values) : told(values)),
  };
  // The decoder of a type makes the values of that type; the compiler cannot follow it through them all.
  return record;
}

function keyOf(type: ElasticPathType, id: string, { account }: Record<string, Link>) {
  if (type !== 'CommerceAccountMembership') return id;
  return typeof account === 'string'
    ? membershipKey({ accountId: account, membershipId: id })
    : null;
}

/** A row that was asked for is complete: an absent value is `null`. */
function complete(values: object): object {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]: [string, unknown]) => [name, value ?? null]),
  );
}

/** A partial row does not show which custom fields there are. */
function told(values: object): object {
  return { ...values, customFields: undefined };
}

type LinksOf = (row: Row, origin: Origin) => Record<string, Link>;

const linksOf: Readonly<Record<ElasticPathType, LinksOf>> = {
  CommerceAccount: (row, { primary }) => {
    if (!primary) return {};
    const relationships = part(row, 'relationships');
    const parent = idOf(row.parent_id) ?? relatedId(relationships.parent);
    const { ancestors } = relationships;
    const tags = part(relationships, 'account_tags').data;
    return {
      parent,
      // Absent at the root. Each entry is wrapped in `data`, not the list as a whole.
      ancestors: idsOf(ancestors, relatedId),
      accountTags: idsOf(tags, (tag) => (isObject(tag) ? idOf(tag.id) : null)),
    };
  },
  CommerceAccountMember: () => ({}),
  CommerceAccountMembership: (row, origin) => {
    const relationships = part(row, 'relationships');
    const account = relatedId(relationships.account) ?? origin.accountId;
    const accountMember =
      idOf(row.account_member_id) ?? relatedId(relationships.account_member) ?? origin.memberId;
    return {
      ...(account === undefined ? {} : { account }),
      ...(accountMember === undefined ? {} : { accountMember }),
    };
  },
  CommerceAccountTag: () => ({}),
};

function part(row: Row, name: string): Row {
  const value = row[name];
  return isObject(value) ? value : {};
}

function relatedId(relationship: unknown): string | null {
  return isObject(relationship) ? idOf(part(relationship, 'data').id) : null;
}

function idsOf(entries: unknown, read: (entry: unknown) => string | null): readonly string[] {
  return Array.isArray(entries) ? entries.map(read).filter((id) => id !== null) : [];
}

type Decoders = { readonly [T in ElasticPathType]: (row: Row) => RecordValues[T] };

const decoders: Decoders = {
  CommerceAccount: (row) => ({
    name: text(row.name),
    legalName: text(row.legal_name),
    registrationId: text(row.registration_id),
    externalRef: text(row.external_ref),
    ...timestamps(row),
    customFields: customFields(row, ownNames.account),
  }),
  CommerceAccountMember: (row) => ({
    fullName: text(row.name),
    emailAddress: text(row.email),
    givenName: text(row.given_name),
    middleName: text(row.middle_name),
    familyName: text(row.family_name),
    ...timestamps(row),
    customFields: customFields(row, ownNames.member),
  }),
  CommerceAccountMembership: (row) => ({
    ...timestamps(row),
    customFields: customFields(row, ownNames.membership),
  }),
  CommerceAccountTag: (row) => ({
    name: text(row.name),
    description: text(row.description),
  }),
};

const envelopeNames = ['id', 'type', 'meta', 'links', 'relationships'];

const ownNames = {
  account: new Set([
    ...envelopeNames,
    ...['name', 'legal_name', 'registration_id', 'external_ref', 'parent_id'],
  ]),
  member: new Set([
    ...envelopeNames,
    ...['name', 'email', 'given_name', 'middle_name', 'family_name'],
  ]),
  membership: new Set([...envelopeNames, 'account_member_id']),
};

/** Every key that is not the resource's own, `__proto__` included: `fromEntries` makes own properties. */
function customFields(row: Row, own: ReadonlySet<string>): CustomFields {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !own.has(name))
      .map(([name, value]) => [name, isTooDeep(value) ? null : value]),
  );
}

/** What is nested deeper can be parsed, but serializing it would overflow the stack. */
const mostLevels = 100;

function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostLevels) return true;
    level = level.filter(isObjectOrArray).flatMap((each): unknown[] => Object.values(each));
  }
  return false;
}

function timestamps(row: Row) {
  const meta = part(row, 'meta');
  const times = isObject(meta.timestamps) ? meta.timestamps : meta;
  return { createdAt: dateTime(times.created_at), updatedAt: dateTime(times.updated_at) };
}

// Each reads one kind of value: undefined stays "not told", anything unreadable is null.

function text(value: unknown): string | null | undefined {
  if (typeof value === 'string' || value === undefined) return value;
  return typeof value === 'number' ? String(value) : null;
}

/** With up to nine digits of a second; a month or an hour that does not exist makes it `null`. */
function dateTime(value: unknown): string | null | undefined {
  if (value === undefined) return undefined;
  const isDateTime =
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.test(value) &&
    !Number.isNaN(Date.parse(value));
  return isDateTime ? value : null;
}
