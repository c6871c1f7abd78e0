/**
 * Who and what is known under one e-mail address. Both systems are asked at once, each for its part,
 * and each fails for itself; what several fields need is read once, and what none needs, never.
 */
import type { GraphQLResolveInfo } from 'graphql';
import type { ListedType, Query } from '../domain/query.ts';
import type { Rec, TypeName } from '../domain/record.ts';
import type { Connection } from '../loading/connection.ts';
import type { Context } from './context.ts';

/** What both systems told, as far as they did. */
export interface Gathered<T extends TypeName> {
  /** `null` when none of them answered. */
  readonly rows: readonly Rec<T>[] | null;
  readonly isComplete: boolean;
  readonly faults: readonly unknown[];
}

interface Part<T extends TypeName> {
  readonly rows: readonly Rec<T>[];
  readonly isComplete: boolean;
}

const mostMemberships = 1000;
const mostPeople = 1000;

/** So many keys of people are taken by one list of memberships. */
const mostUsers = 200;

export class IdentityReading {
  readonly emailAddress: string;
  readonly #context: Context;
  /** Of the field that leads here: the selection tells what each part is needed for. */
  readonly #info: GraphQLResolveInfo;

  constructor(emailAddress: string, context: Context, info: GraphQLResolveInfo) {
    this.emailAddress = emailAddress;
    this.#context = context;
    this.#info = info;
  }

  readonly people = once(() =>
    gathered<'User' | 'CommerceAccountMember'>([this.#users(), this.#members()]),
  );

  readonly memberships = once(async () => {
    const { rows, isComplete, faults } = await gathered<
      'AccountMembership' | 'CommerceAccountMembership'
    >([this.#ofUsers(), this.#ofMembers()]);
    return {
      rows: rows?.slice(0, mostMemberships) ?? null,
      isComplete: isComplete && (rows?.length ?? 0) <= mostMemberships,
      faults,
    };
  });

  readonly invitations = once(() => gathered<'Invitation'>([this.#pending()]));

  readonly #users = once(() =>
    this.#matches(
      { type: 'User', filter: { includeInactive: true, emailAddresses: [this.emailAddress] } },
      'people',
      mostPeople,
    ),
  );

  readonly #members = once(() =>
    this.#matches(
      { type: 'CommerceAccountMember', filter: { emailAddress: this.emailAddress } },
      'people',
      mostPeople,
    ),
  );

  /** No list of invitations can be asked for an address: the pending ones are looked through. */
  async #pending(): Promise<Part<'Invitation'>> {
    const { loading, invitationPages } = this.#context;
    const most = loading.maxPageSize('Invitation') * invitationPages;
    return this.#matches(
      { type: 'Invitation', filter: { pending: 'PENDING' } },
      'invitations',
      most,
    );
  }

  async #ofUsers(): Promise<Part<'AccountMembership'>> {
    const users = await this.#users();
    const userIds = users.rows.slice(0, mostUsers).map(({ key }) => key);
    if (userIds.length === 0) return users.isComplete ? nobody : { ...nobody, isComplete: false };
    const found = await this.#read(
      { type: 'AccountMembership', filter: { status: 'ANY', userIds } },
      'memberships',
      mostMemberships,
    );
    return partOf(found.nodes, users.isComplete && users.rows.length <= mostUsers, found);
  }

  async #ofMembers(): Promise<Part<'CommerceAccountMembership'>> {
    const members = await this.#members();
    const lists = await Promise.all(
      members.rows.map(({ key }) =>
        this.#read(
          { type: 'CommerceAccountMembership', filter: { memberId: key } },
          'memberships',
          mostMemberships,
        ),
      ),
    );
    return partOf(
      lists.flatMap(({ nodes }) => nodes),
      members.isComplete,
      ...lists,
    );
  }

  /** The rows with exactly this address, whatever the upstream takes for a match. */
  async #matches<T extends 'User' | 'CommerceAccountMember' | 'Invitation'>(
    query: Query<T>,
    field: 'people' | 'invitations',
    most: number,
  ): Promise<Part<T>> {
    const found = await this.#read(query, field, most);
    const address = plain(this.emailAddress);
    const matches = found.nodes.filter(({ emailAddress }) => plain(emailAddress) === address);
    return partOf(matches, true, found);
  }

  #read<T extends ListedType>(
    query: Query<T>,
    field: 'people' | 'memberships' | 'invitations',
    count: number,
  ): Promise<Connection<T>> {
    const { loading, planner } = this.#context;
    const rows = planner.needBelow(this.#info, [['Identity', field]], query.type);
    const span = { start: 0, end: null, count, from: 'START' } as const;
    return loading.connection(query, span, { rows, total: false });
  }
}

const nobody = { rows: [], isComplete: true };

function partOf<T extends TypeName>(
  rows: readonly Rec<T>[],
  isComplete: boolean,
  ...lists: readonly Pick<Connection, 'hasNextPage'>[]
): Part<T> {
  return { rows, isComplete: isComplete && lists.every(({ hasNextPage }) => !hasNextPage) };
}

async function gathered<T extends TypeName>(
  parts: readonly Promise<Part<T>>[],
): Promise<Gathered<T>> {
  const settled = await Promise.allSettled(parts);
  const told = settled.filter((part) => part.status === 'fulfilled').map(({ value }) => value);
  const failed = settled.filter((part) => part.status === 'rejected');
  return {
    rows: told.length === 0 ? null : told.flatMap(({ rows }) => rows),
    isComplete: failed.length === 0 && told.every(({ isComplete }) => isComplete),
    faults: failed.map(({ reason }): unknown => reason),
  };
}

function plain(address: string | null | undefined): string | undefined {
  return address?.trim().toLowerCase();
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read());
}
