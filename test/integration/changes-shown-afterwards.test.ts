/** What the upstream may refuse to show, or is slow to, never rides on a write: it is read afterwards. */
import { describe, expect, test } from 'vitest';
import { auditTrail, changeMany, idOf, ordinary, statusesOf, writesAmong } from './changing.ts';
import { startTestGateway } from './harness.ts';
import { errorsOf, mutate, tryTo } from './mutating.ts';
import { envelope, sendJson, startGatewayAt, startUpstream } from './upstream.ts';

const read = (ids: string, include: string) =>
  `GET /account_memberships?only=${ids}&apply_default_filters=false&per_page=200${include}`;

describe('associations for administrators', () => {
  test.each([403, 500])(
    'cost their own field and not the change where they are %i',
    async (status) => {
      let target = 80;
      const upstream = await startUpstream((request, response) => {
        if (request.method === 'PUT') target = 77;
        // The framework makes the change, and then fails at showing it.
        const isRefused = request.line.includes('include=cost_rates');
        const row = { id: '300502', user_id: '5', disabled_at: null, billability_target: target };
        if (isRefused) sendJson(response, {}, status);
        else sendJson(response, envelope('account_memberships', [row]));
      });
      const { entries, audit } = auditTrail();
      const gateway = await startGatewayAt(upstream.url, {}, { audit });
      const { data, errors } = await tryTo(
        gateway,
        'updateAccountMembership',
        { id: '300502', billabilityTarget: 77 },
        `accountMembership { billabilityTarget costRates { currency } } ${errorsOf}`,
      );
      expect(data).toEqual({
        updateAccountMembership: {
          accountMembership: { billabilityTarget: 77, costRates: null },
          userErrors: [],
        },
      });
      expect(errors).toMatchObject([
        {
          path: ['updateAccountMembership', 'accountMembership', 'costRates'],
          extensions: { code: 'FORBIDDEN', source: 'KANTATA_OX', upstreamStatus: status },
        },
      ]);
      expect(entries.map(({ outcome }) => outcome)).toEqual([undefined, 'DONE']);
      expect(upstream.lines()).toEqual([
        'PUT /account_memberships/300502',
        read('300502', '&include=cost_rates'),
        read('300502', ''),
      ]);
    },
  );

  test('are one read more, and only where they are selected', async () => {
    const gateway = await startTestGateway();
    const { kantata } = gateway;
    const [rate] = kantata.data.cost_rates.values();
    const id = String(rate?.account_membership_id);
    const input = { id, billabilityTarget: 77 };
    const selection = 'accountMembership { manager { fullName } costRates { currency } }';
    const payload = await mutate(gateway, 'updateAccountMembership', input, selection);
    const rates = kantata.data.cost_rates.values();
    expect(payload).toMatchObject({
      accountMembership: {
        costRates: rates
          .filter(({ account_membership_id }) => String(account_membership_id) === id)
          .map(({ currency }) => ({ currency }))
          .toArray(),
      },
    });
    expect(gateway.requests()).toEqual([
      `PUT /account_memberships/${id}?include=manager`,
      read(id, '&include=cost_rates'),
    ]);
  });

  test('are one read for all members of a bulk', async () => {
    const gateway = await startTestGateway();
    const ids = ordinary(gateway, 3).map(idOf);
    const answer = await changeMany(
      gateway,
      'disableAccountMemberships',
      { ids },
      'accountMembership { status futureBillableUtilizations { target } }',
    );
    expect(answer.results.map(({ accountMembership }) => accountMembership)).toEqual(
      ids.map(() => ({
        status: 'INACTIVE',
        futureBillableUtilizations: expect.any(Array) as unknown,
      })),
    );
    const lines = gateway.requests();
    expect(new Set(writesAmong(lines))).toEqual(
      new Set(ids.map((id) => `PUT /account_memberships/${id}/disable`)),
    );
    expect(lines.slice(3)).toEqual([read(ids.join(','), '&include=future_billable_utilizations')]);
  });
});

describe('heavy associations', () => {
  test('are read behind the write', async () => {
    const gateway = await startTestGateway();
    const id = idOf(ordinary(gateway, 1)[0]);
    const payload = await mutate(
      gateway,
      'disableAccountMembership',
      { id },
      'accountMembership { status possibleManagers { id } }',
    );
    expect(payload).toEqual({
      accountMembership: { status: 'INACTIVE', possibleManagers: expect.any(Array) as unknown },
    });
    expect(gateway.requests()).toEqual([
      `PUT /account_memberships/${id}/disable`,
      read(id, '&include=possible_managers'),
    ]);
  });

  test('are read one by one behind the writes of a bulk', async () => {
    const gateway = await startTestGateway();
    const ids = ordinary(gateway, 2).map(idOf);
    const answer = await changeMany(
      gateway,
      'disableAccountMemberships',
      { ids },
      'accountMembership { possibleManagers { id } }',
    );
    expect(statusesOf(answer)).toEqual(['DONE', 'DONE']);
    const lines = gateway.requests();
    expect(new Set(lines)).toEqual(
      new Set([
        ...ids.map((id) => `PUT /account_memberships/${id}/disable`),
        ...ids.map((id) => read(id, '&include=possible_managers')),
      ]),
    );
    expect(lines.slice(0, 2)).toEqual(writesAmong(lines));
  });

  test('do not stand in the look behind a lost answer either', async () => {
    const gateway = await startTestGateway();
    const id = idOf(ordinary(gateway, 1)[0]);
    gateway.kantata.inject({
      match: { method: 'PUT' },
      action: { kind: 'resetAfterApplying' },
    });
    const answer = await changeMany(
      gateway,
      'updateAccountMemberships',
      { updates: [{ id, billRateInCents: 4242, ifUnchangedSince: '2099-01-01T00:00:00Z' }] },
      'accountMembership { billRateInCents possibleManagers { id } }',
    );
    expect(statusesOf(answer)).toEqual(['DONE']);
    expect(gateway.requests()).toEqual([
      read(id, ''),
      `PUT /account_memberships/${id}`,
      read(id, ''),
      read(id, '&include=possible_managers'),
    ]);
  });
});
