import type { Account, AccountMember, AccountMembership, AccountTag } from './store.ts';

/** How records look on the wire: attributes, Flow fields and relationships side by side. */
export type Row = Readonly<Record<string, unknown>>;

export function accountRow(account: Account): Row {
  const ancestors = account.ancestorIds.map((id) => reference('account', id));
  const parent = ancestors.at(-1);
  return {
    id: account.id,
    type: 'account',
    name: account.name,
    legal_name: account.legalName,
    registration_id: account.registrationId,
    external_ref: account.externalRef,
    parent_id: account.ancestorIds.at(-1) ?? null,
    ...account.flow,
    relationships: {
      // Absent, not empty, at the root. `ancestors` wraps each entry, not the whole.
      ...(parent === undefined ? {} : { parent, ancestors }),
      account_tags: { data: account.tagIds.map((id) => ({ id, type: 'account_tag' })) },
    },
    meta: meta(account),
  };
}

export function memberRow(member: AccountMember): Row {
  return {
    id: member.id,
    type: 'account_member',
    name: member.name,
    given_name: member.givenName,
    middle_name: member.middleName,
    family_name: member.familyName,
    email: member.email,
    ...member.flow,
    meta: meta(member),
  };
}

/** A single membership names its member only by the relationship, and its account not at all. */
export function membershipRow(membership: AccountMembership): Row {
  return {
    id: membership.id,
    type: 'account_membership',
    ...membership.flow,
    meta: meta(membership),
    relationships: { account_member: reference('account_member', membership.memberId) },
  };
}

export function membershipRowOfAccount(membership: AccountMembership): Row {
  return { ...membershipRow(membership), account_member_id: membership.memberId };
}

/** The relationship leads to the account instead. */
export function membershipRowOfMember(membership: AccountMembership): Row {
  return {
    ...membershipRowOfAccount(membership),
    relationships: { account: reference('account', membership.accountId) },
  };
}

export function tagRow(tag: AccountTag): Row {
  return {
    id: tag.id,
    type: 'account_tag',
    name: tag.name,
    description: tag.description,
    meta: meta(tag),
  };
}

/** Included rows are reduced: no Flow fields, no name parts, no relationships. */
export function includedMember({ id, name, email }: AccountMember): Row {
  return { id, type: 'account_member', name, email };
}

export function includedAccount(account: Account): Row {
  return {
    id: account.id,
    type: 'account',
    name: account.name,
    legal_name: account.legalName,
    registration_id: account.registrationId,
    meta: meta(account),
  };
}

function reference(type: string, id: string) {
  return { data: { id, type } };
}

function meta({ createdAtMs, updatedAtMs }: { createdAtMs: number; updatedAtMs: number }) {
  return { timestamps: { created_at: timestamp(createdAtMs), updated_at: timestamp(updatedAtMs) } };
}

/** Now and then a timestamp has a fourth digit after the point. */
function timestamp(epochMs: number): string {
  const iso = new Date(epochMs).toISOString();
  return epochMs % 32 === 0 ? iso.replace('Z', '1Z') : iso;
}
