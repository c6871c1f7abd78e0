/** A value of a type that it should not have is nothing: its row and its neighbours stand. */
import { buildSchema, isEnumType, isObjectType, isScalarType, getNamedType } from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { envelope, sendJson, startGatewayAt, startUpstream } from './upstream.ts';

const folder = new URL('../../schema/', import.meta.url);
const schema = buildSchema(
  readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n'),
);

/** Fields that the gateway itself knows. */
const own = ['id', 'sourceId', 'source'];

/** What each kind of field makes of a number, a text, a truth. */
const kinds: Readonly<Record<string, (value: unknown) => unknown>> = {
  Int: (value) => (value === 7 || value === '7' ? 7 : null),
  Float: (value) => (value === '7' || value === '1.5' ? Number(value) : numberOrNull(value)),
  Boolean: (value) => (typeof value === 'boolean' ? value : null),
  String: (value) => (typeof value === 'number' ? String(value) : textOrNull(value)),
  DateTime: () => null,
  Date: () => null,
};

/** Of an enum no value is known; a text may be one of tomorrow. */
function readAs(kind: string, value: unknown): unknown {
  const read = kinds[kind];
  if (read !== undefined) return read(value);
  return typeof value === 'string' ? 'UNRECOGNIZED' : null;
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

const restNames: Readonly<Record<string, string>> = { skillName: 'cached_skill_name' };

interface Field {
  readonly name: string;
  readonly rest: string;
  readonly kind: string;
}

function leavesOf(typeName: string): Field[] {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no type`);
  return Object.values(type.getFields()).flatMap(({ name, type: fieldType }) => {
    const named = getNamedType(fieldType);
    if (own.includes(name) || !(isScalarType(named) || isEnumType(named))) return [];
    const snake = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return [{ name, rest: restNames[name] ?? snake, kind: named.name }];
  });
}

const values = [
  {},
  { a: 1 },
  [],
  [1, 'x'],
  true,
  false,
  7,
  '7',
  1.5,
  '1.5',
  // One more than an Int holds.
  2 ** 31,
  'nonsense',
  '',
];

describe.each([
  ['AccountMembership', 'accountMemberships', 'account_memberships'],
  ['User', 'users', 'users'],
  ['Role', 'roles', 'roles'],
  ['Skill', 'skills', 'skills'],
  ['Invitation', 'invitations', 'account_invitations'],
])('%s', (type, field, map) => {
  const leaves = leavesOf(type).filter(({ name }) => name !== 'status');

  test('every field of it, as whatever it should not be', async () => {
    let value: unknown;
    const upstream = await startUpstream((_request, response) => {
      const row = Object.fromEntries(leaves.map(({ rest }) => [rest, value]));
      sendJson(response, envelope(map, [{ id: '1', ...row }]));
    });
    const gateway = await startGatewayAt(upstream.url);
    const names = leaves.map(({ name }) => name).join(' ');
    for (value of values) {
      const { data, errors } = await gateway.query(`{ ${field} { nodes { sourceId ${names} } } }`);
      expect(errors).toBeUndefined();
      const read = Object.fromEntries(leaves.map(({ name, kind }) => [name, readAs(kind, value)]));
      expect(data, JSON.stringify(value)).toEqual({
        [field]: { nodes: [{ sourceId: '1', ...read }] },
      });
    }
    expect(upstream.lines()).toHaveLength(values.length);
  });
});

describe('the status of a membership', () => {
  test.each([
    [null, 'ACTIVE', null],
    ['2026-01-08T07:55:12-08:00', 'INACTIVE', '2026-01-08T07:55:12-08:00'],
    ['2026-01-08', 'INACTIVE', '2026-01-08T00:00:00Z'],
    ['nonsense', null, null],
    ['2026-99-99T99:99:99Z', null, null],
    ['2028-02-29T07:55:12Z', 'INACTIVE', '2028-02-29T07:55:12Z'],
    [false, null, null],
    [{}, null, null],
    [undefined, null, null],
  ])('disabled at %j is %s', async (disabled_at, status, disabledAt) => {
    const upstream = await startUpstream((_request, response) => {
      sendJson(response, envelope('account_memberships', [{ id: '1', disabled_at }]));
    });
    const gateway = await startGatewayAt(upstream.url);
    const { data, errors } = await gateway.query(
      '{ accountMemberships(filter: { status: ANY }) { nodes { status disabledAt } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ accountMemberships: { nodes: [{ status, disabledAt }] } });
    expect(upstream.lines()).toHaveLength(1);
  });
});

describe('an association of the wrong type was not delivered', () => {
  async function answers(key: string, values: readonly unknown[], field: string) {
    let value: unknown;
    const upstream = await startUpstream((request, response) => {
      const row = { id: '1', [key]: value, permission: 'administrator' };
      const isOfUsers = request.line.startsWith('GET /users');
      sendJson(
        response,
        isOfUsers ? envelope('users', []) : envelope('account_memberships', [row], { users: {} }),
      );
    });
    const gateway = await startGatewayAt(upstream.url);
    for (value of values) {
      const { data, errors } = await gateway.query(
        `{ accountMemberships { nodes { permission ${field} { fullName } } } }`,
      );
      expect(data, JSON.stringify(value)).toEqual({
        accountMemberships: { nodes: [{ permission: 'ADMINISTRATOR', [field]: null }] },
      });
      expect(errors, JSON.stringify(value)).toMatchObject([
        {
          path: ['accountMemberships', 'nodes', 0, field],
          extensions: { code: 'UPSTREAM_MALFORMED' },
        },
      ]);
    }
    return upstream;
  }

  test('in place of one id', async () => {
    const values = [{}, [], true, 1.5, 2 ** 53, 'nonsense', '05', '-1', ''];
    const upstream = await answers('user_id', values, 'user');
    expect(upstream.lines().every((line) => line.startsWith('GET /account_memberships?'))).toBe(
      true,
    );
  });

  test('in place of many, and is not empty', async () => {
    const values = [{}, null, 'nonsense', 5, ['nonsense'], [{}], [null], ['1', '../2']];
    await answers('managee_ids', values, 'managees');
  });
});
