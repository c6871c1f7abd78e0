/**
 * The figures of the arithmetic in docs/cost.md. They are a promise: what passes today must not be
 * refused tomorrow.
 */

/** Rows at the other end of an association to many, for each row on this one. */
export const rowsOfMany = 3;

/** The same for a heavy association, which may lead to the whole account. */
export const rowsOfHeavy = 200;

/** A heavy association takes seconds for each row: as long as so many calls. */
export const callsOfHeavy = 5;

/** Where an upstream does not say better: keys of one call by key. */
export const usualKeysPerCall = 1;

type Read = 'people' | 'memberships' | 'invitations';

interface Figures {
  /** Each is made once, however many fields need it. */
  readonly callsOfRead: Readonly<Record<Read, number>>;
  /** Fields beside records and lists that lead to reads of their own, and to so many rows. */
  readonly readings: Readonly<
    Record<string, { readonly reads: readonly Read[]; readonly rows: number }>
  >;
}

/** What depends on how many pages of invitations, of how many rows, are looked through for one address. */
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
