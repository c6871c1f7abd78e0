/**
 * Who and what is known under one e-mail address. Both systems are asked at once, and one can fail without the
 * other; what several fields need is read once, and what none needs, never.
 */
import type { GraphQLResolveInfo } from 'graphql';
import { Fault } from '../domain/fault.ts';
import type { Filters, ListedType, Query } from '../domain/query.ts';
import type { Rec, TypeName } from '../domain/record.ts';
import type { FieldPath } from '../planning/planner.ts';
import type { Context } from './context.ts';

/** What was found, as far as anything answered: in one list, in one system, or in both. */
export interface Gathered<T extends TypeName> {
  /** `null` when nothing answered. */
  readonly rows: readonly Rec<T>[] | null;
  readonly isComplete: boolean;
  readonly faults: readonly unknown[];
}

/** Where the lists are selected. */
const ways = {
  people: [['Identity', 'people']],
  memberships: [['Identity', 'memberships']],
  invitations: [['Identity', 'invitations']],
} satisfies Record<string, FieldPath>;

/** Users are also what their memberships lead to: what is selected of them there comes with the same call. */
const waysToUsers: readonly FieldPath[] = [
  ways.people,
  [...ways.memberships, ['AccountMembership', 'user']],
  [...ways.memberships, ['AccountMembership', 'person']],
];

const mostMemberships = 1000;
const mostPeople = 1000;

/** The most people by whom one list of memberships can be filtered. */
const mostUsers = 200;

/** Each takes a list of its own, and where anybody can sign up, many can share an address. */
const mostMembers = 100;

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

  readonly people = once(async () =>
    united<'User' | 'CommerceAccountMember'>(await Promise.all([this.#users(), this.#members()])),
  );

  readonly memberships = once(async () => {
    const found = await Promise.all([this.#membershipsOfUsers(), this.#membershipsOfMembers()]);
    return cutTo(mostMemberships, united<'AccountMembership' | 'CommerceAccountMembership'>(found));
  });

  /** Invitations cannot be filtered by address: the pending ones are searched. */
  readonly invitations = once(() => {
    const { loading, invitationPages } = this.#context;
    const most = loading.rowsPerCall('Invitation') * invitationPages;
    return this.#matches(
      { type: 'Invitation', filter: { pending: 'PENDING' } },
      [ways.invitations],
      most,
    );
  });

  readonly #users = once(() =>
    this.#matches(
      { type: 'User', filter: { includeInactive: true, emailAddresses: [this.emailAddress] } },
      waysToUsers,
      mostPeople,
    ),
  );

  readonly #members = once(() =>
    this.#matches(
      { type: 'CommerceAccountMember', filter: { emailAddress: this.emailAddress } },
      [ways.people],
      mostPeople,
    ),
  );

  async #membershipsOfUsers(): Promise<Gathered<'AccountMembership'>> {
    const users = cutTo(mostUsers, await this.#users());
    const userIds = users.rows?.map(({ key }) => key) ?? [];
    if (userIds.length === 0) return { ...users, rows: users.rows === null ? null : [] };
    const found = await this.#readMemberships({ status: 'ANY', userIds });
    const held = new Set(found.rows?.map(({ links }) => links.user));
    const missing = userIds.filter((id) => !held.has(id));
    if (found.rows === null || missing.length === 0) return united([found], users.isComplete);
    // A server that has no filter for all statuses shows inactive members only where they are asked for.
    const inactive = await this.#readMemberships({ status: 'INACTIVE', userIds: missing });
    return united([found, inactive], users.isComplete);
  }

  #readMemberships(filter: Filters['AccountMembership']) {
    return this.#read({ type: 'AccountMembership', filter }, [ways.memberships], mostMemberships);
  }

  /** Each member has a list of its own, and one that fails does not cost the others. */
  async #membershipsOfMembers(): Promise<Gathered<'CommerceAccountMembership'>> {
    const members = cutTo(mostMembers, await this.#members());
    if (members.rows === null) return { ...members, rows: null };
    const lists = await Promise.all(
      members.rows.map(({ key }) =>
        this.#read(
          { type: 'CommerceAccountMembership', filter: { memberId: key } },
          [ways.memberships],
          mostMemberships,
        ),
      ),
    );
    return united(
      lists.map((list) => (isGone(list) ? nobody : list)),
      members.isComplete,
    );
  }

  /** The rows with exactly this address, whatever the upstream counts as a match. */
  async #matches<T extends 'User' | 'CommerceAccountMember' | 'Invitation'>(
    query: Query<T>,
    selectedAt: readonly FieldPath[],
    most: number,
  ): Promise<Gathered<T>> {
    const { rows, ...rest } = await this.#read(query, selectedAt, most);
    const address = plain(this.emailAddress);
    const matches = rows?.filter(({ emailAddress }) => plain(emailAddress) === address) ?? null;
    return { ...rest, rows: matches };
  }

  async #read<T extends ListedType>(
    query: Query<T>,
    selectedAt: readonly FieldPath[],
    count: number,
  ): Promise<Gathered<T>> {
    const { loading, planner } = this.#context;
    const rows = planner.needBelow(this.#info, selectedAt, query.type);
    const span = { start: 0, end: null, count, from: 'START' } as const;
    try {
      const { nodes, hasNextPage } = await loading.connection(query, span, { rows, total: false });
      return { rows: nodes, isComplete: !hasNextPage, faults: [] };
    } catch (fault) {
      return failed(fault);
    }
  }
}

const nobody = { rows: [], isComplete: true, faults: [] };

function failed(fault: unknown): Gathered<never> {
  return { rows: null, isComplete: false, faults: [fault] };
}

/** Whether the member was removed after it had been found. */
function isGone({ faults }: Gathered<TypeName>): boolean {
  return faults.some((fault) => fault instanceof Fault && fault.code === 'NOT_FOUND');
}

function united<T extends TypeName>(parts: readonly Gathered<T>[], isComplete = true): Gathered<T> {
  const told = parts.flatMap(({ rows }) => rows ?? []);
  const isSilent = parts.length > 0 && parts.every(({ rows }) => rows === null);
  return {
    rows: isSilent ? null : told,
    isComplete: isComplete && parts.every((part) => part.isComplete),
    faults: eachOnce(parts.flatMap(({ faults }) => faults)),
  };
}

/** The first rows only; where there are more, the list is not complete. */
function cutTo<T extends TypeName>(most: number, gathered: Gathered<T>): Gathered<T> {
  const { rows } = gathered;
  if (rows === null || rows.length <= most) return gathered;
  return { ...gathered, rows: rows.slice(0, most), isComplete: false };
}

/** Many lists of one system often fail for the same reason. */
function eachOnce(faults: readonly unknown[]): readonly unknown[] {
  return [...new Map(faults.map((fault) => [String(fault), fault])).values()];
}

function plain(address: string | null | undefined): string | undefined {
  return address?.trim().toLowerCase();
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read());
}
