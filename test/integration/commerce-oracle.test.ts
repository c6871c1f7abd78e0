/** Whatever is selected, planning changes no answer of Elastic Path, and never costs a request more. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountAt, membershipsOf, present, startCommerceGateway } from './commerce.ts';
import { withoutLimits } from './harness.ts';
import { drawn } from '../seed.ts';

type TypeName = 'Account' | 'Member' | 'Membership' | 'Tag';

interface Shape {
  readonly values: readonly string[];
  readonly links: readonly (readonly [field: string, to: TypeName])[];
}

const shapes: Readonly<Record<TypeName, Shape>> = {
  Account: {
    values: ['id', 'sourceId', 'name', 'legalName', 'externalRef', 'createdAt', 'customFields'],
    links: [
      ['parent', 'Account'],
      ['ancestors', 'Account'],
      ['accountTags', 'Tag'],
      ['memberships(first: 2) { nodes', 'Membership'],
      ['unassignedMembers(first: 1) { nodes', 'Member'],
    ],
  },
  Member: {
    values: ['id', 'source', 'fullName', 'emailAddress', 'givenName', 'updatedAt', 'customFields'],
    links: [['memberships(first: 2) { nodes', 'Membership']],
  },
  Membership: {
    values: ['id', 'sourceId', 'createdAt', 'customFields'],
    links: [
      ['account', 'Account'],
      ['accountMember', 'Member'],
      ['person', 'Member'],
    ],
  },
  Tag: { values: ['id', 'name', 'description'], links: [] },
};

function selection(type: TypeName, depth: number): fc.Arbitrary<string> {
  const { values, links } = shapes[type];
  const own = fc.subarray([...values], { minLength: 1 });
  if (depth === 0 || links.length === 0) return own.map((fields) => fields.join(' '));
  const below = fc
    .subarray([...links], { maxLength: Math.min(2, links.length) })
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map(([field, to]) =>
          selection(to, depth - 1).map(
            (fields) => `${field} { ${fields} }${field.includes('{') ? ' }' : ''}`,
          ),
        ),
      ),
    );
  return fc.tuple(own, below).map(([fields, nested]) => [...fields, ...nested].join(' '));
}

test('planning changes no answer and costs no request', { timeout: 120_000 }, async () => {
  const planned = await startCommerceGateway({ env: withoutLimits });
  const plain = await startCommerceGateway({ env: withoutLimits, hoisting: false });
  const { id } = accountAt(planned, 3);
  const { memberId } = present(membershipsOf(planned, { accountId: id })[0]);
  const roots: readonly (readonly [string, TypeName])[] = [
    [`commerceAccount(id: "${id}") {`, 'Account'],
    [`commerceAccountMember(id: "${memberId}") {`, 'Member'],
    ['commerceAccounts(first: 3) { nodes {', 'Account'],
    ['commerceAccountMembers(first: 3) { nodes {', 'Member'],
  ];
  const document = fc
    .constantFrom(...roots)
    .chain(([root, type]) =>
      selection(type, 3).map(
        (fields) => `{ ${root} ${fields} ${root.includes('nodes') ? '} }' : '}'} }`,
      ),
    );

  await fc.assert(
    fc.asyncProperty(document, async (text) => {
      const answer = await planned.query(text);
      expect(answer.errors).toBeUndefined();
      expect(await plain.query(text)).toEqual(answer);
      const asked = planned.commerceRequests().length;
      expect(asked).toBeLessThanOrEqual(plain.commerceRequests().length);
    }),
    { ...drawn('commerce'), numRuns: 60 },
  );
});
