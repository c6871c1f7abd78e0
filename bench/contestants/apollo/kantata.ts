/** The REST API as a data source, with a DataLoader for everything that is asked for by id. */
import { RESTDataSource } from '@apollo/datasource-rest';
import type { AugmentedRequest } from '@apollo/datasource-rest';
import DataLoader from 'dataloader';
import { maxPageSize, type Envelope, type MembershipRow } from '../rest.ts';

type Map = 'account_memberships' | 'users' | 'roles';

export class Kantata extends RESTDataSource {
  override baseURL = process.env.UPSTREAM ?? '';
  readonly #authorization: string;

  constructor(authorization: string) {
    super();
    this.#authorization = authorization;
  }

  override willSendRequest(_path: string, request: AugmentedRequest): void {
    request.headers.authorization = this.#authorization;
  }

  readonly memberships = this.#loader('account_memberships');
  readonly users = this.#loader('users');
  readonly roles = this.#loader('roles');
  // What a row does not tell by itself is asked for with the association that tells it.
  readonly withManager = this.#loader('account_memberships', 'manager');
  readonly withManagees = this.#loader('account_memberships', 'managees');
  readonly withRole = this.#loader('users', 'role');
  readonly withMembership = this.#loader('users', 'account_membership');

  /** Pages hold two hundred rows. */
  async page(first: number): Promise<MembershipRow[]> {
    const pages = Array.from({ length: Math.ceil(first / maxPageSize) }, (_, index) =>
      this.get<Envelope>('/account_memberships', {
        params: { page: String(index + 1), per_page: String(Math.min(first, maxPageSize)) },
      }),
    );
    const rows = (await Promise.all(pages)).flatMap(({ results, account_memberships: map }) =>
      results.flatMap(({ id }) => map[id] ?? []),
    );
    for (const row of rows) this.memberships.prime(row.id, row);
    return rows.slice(0, first);
  }

  async update(id: string, billRateInCents: number): Promise<MembershipRow | null> {
    const answer = await this.put<Envelope>(`/account_memberships/${id}`, {
      body: { account_membership: { bill_rate_in_cents: billRateInCents } },
    });
    return answer.account_memberships[id] ?? null;
  }

  #loader<M extends Map>(map: M, include?: string) {
    return new DataLoader<string, Envelope[M][string] | null>(
      async (ids) => {
        const answer = await this.get<Envelope>(`/${map}`, {
          params: {
            only: ids.join(','),
            per_page: String(maxPageSize),
            ...(include === undefined ? {} : { include }),
          },
        });
        const rows = answer[map] as Readonly<Record<string, Envelope[M][string]>>;
        return ids.map((id) => rows[id] ?? null);
      },
      { maxBatchSize: maxPageSize },
    );
  }
}
