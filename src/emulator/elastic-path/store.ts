/**
 * What the emulated store holds. Attributes are named as the house names things; `rows.ts` alone
 * knows how they look on the wire.
 */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Custom fields of a Flow. A slug may be any word, `__proto__` included, always as an own key. */
export type FlowFields = Readonly<Record<string, JsonValue>>;

interface Stored {
  readonly id: string;
  readonly flow: FlowFields;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export interface Account extends Stored {
  readonly name: string;
  readonly legalName: string | null;
  readonly registrationId: string | null;
  readonly externalRef: string | null;
  /** Root first, direct parent last. */
  readonly ancestorIds: readonly string[];
  readonly tagIds: readonly string[];
}

export interface AccountMember extends Stored {
  readonly name: string;
  readonly email: string;
  readonly givenName: string | null;
  readonly middleName: string | null;
  readonly familyName: string | null;
}

export interface AccountMembership extends Stored {
  readonly accountId: string;
  readonly memberId: string;
}

export interface AccountTag extends Stored {
  readonly name: string;
  readonly description: string;
}

/** Tests may read and change the maps; the next request sees the change. */
export interface Store {
  readonly accounts: Map<string, Account>;
  readonly members: Map<string, AccountMember>;
  readonly memberships: Map<string, AccountMembership>;
  readonly tags: Map<string, AccountTag>;
}

export function membershipsOfAccount(store: Store, accountId: string): AccountMembership[] {
  return [...store.memberships.values()].filter((row) => row.accountId === accountId);
}

export function membershipsOfMember(store: Store, memberId: string): AccountMembership[] {
  return [...store.memberships.values()].filter((row) => row.memberId === memberId);
}

/** The part of the store that a shopper acting for one account can see: a smaller store. */
export function storeOfAccount(store: Store, accountId: string): Store {
  const memberships = membershipsOfAccount(store, accountId);
  const memberIds = new Set(memberships.map((row) => row.memberId));
  return {
    accounts: new Map([...store.accounts].filter(([id]) => id === accountId)),
    members: new Map([...store.members].filter(([id]) => memberIds.has(id))),
    memberships: new Map(memberships.map((row) => [row.id, row])),
    tags: store.tags,
  };
}
