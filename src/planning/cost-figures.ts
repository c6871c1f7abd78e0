/**
 * The figures of the arithmetic in docs/cost.md. They are a promise: what passes today must not be
 * refused tomorrow.
 */

/** Rows that an association to many is taken to lead to, for each row that it leads from. */
export const rowsOfMany = 3;

/** The same for a heavy association, which may lead to the whole account. */
export const rowsOfHeavy = 200;

/** Calls that a heavy association is priced as, for each row: it takes seconds. */
export const callsOfHeavy = 5;

/** Keys of one call by key, where the upstream does not say how many it takes. */
export const usualKeysPerCall = 1;

/** Changes of which the upstream must be told more than their input says: what they are about is read first. */
export const changesThatReadFirst: ReadonlySet<string> = new Set([
  'updateCommerceAccountMembership',
  'updateCommerceAccountMemberships',
]);

type Read = 'people' | 'memberships' | 'invitations';

export interface Figures {
  /** Calls of a read, which is made once, however many fields need it. */
  readonly callsOfRead: Readonly<Record<Read, number>>;
  /** By type and field: the reads that a field needs, and the rows that it leads to. */
  readonly readings: Readonly<
    Record<string, { readonly reads: readonly Read[]; readonly rows: number }>
  >;
}

/** @param invitationPages the most pages of invitations that are looked through for one address */
export function figuresFor(invitationPages: number, rowsOfPage: number): Figures {
  return {
    callsOfRead: { people: 2, memberships: 4, invitations: invitationPages },
    readings: {
      'Identity.people': { reads: ['people'], rows: 3 },
      'Identity.memberships': { reads: ['people', 'memberships'], rows: 20 },
      'Identity.membershipsComplete': { reads: ['people', 'memberships'], rows: 0 },
      'Identity.invitations': { reads: ['invitations'], rows: invitationPages * rowsOfPage },
      'Identity.invitationsComplete': { reads: ['invitations'], rows: 0 },
    },
  };
}
