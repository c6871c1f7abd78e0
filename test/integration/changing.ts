/** Bulk changes in a shape that is easy to compare, and members to change. */
import type { AuditEntry } from '../../src/changing/audit.ts';
import type { GraphQLAnswer, TestGateway } from './harness.ts';
import { mutate } from './mutating.ts';
import { memberships, type Membership } from './world.ts';

export interface Result {
  readonly index: number;
  readonly id: string | null;
  readonly status: string;
  readonly userErrors: readonly {
    readonly code: string;
    readonly message: string;
    readonly field: readonly string[] | null;
  }[];
  readonly error: { readonly code: string; readonly retryAfterMs: number | null } | null;
  readonly preview?: Readonly<Record<string, unknown>> | null;
  readonly accountMembership?: Readonly<Record<string, unknown>> | null;
  readonly invitation?: Readonly<Record<string, unknown>> | null;
  readonly commerceAccountMembership?: Readonly<Record<string, unknown>> | null;
}

export interface BulkAnswer {
  readonly results: readonly Result[];
  readonly replayed: boolean;
}

const fields = 'index id status userErrors { code message field } error { code retryAfterMs }';

export async function changeMany(
  gateway: Pick<TestGateway, 'query'>,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
  selection = '',
): Promise<BulkAnswer> {
  const all = `results { ${fields} ${selection} } replayed`;
  // The selection is that of the shape.
  return (await mutate(gateway, mutation, input, all)) as BulkAnswer;
}

export function statusesOf({ results }: BulkAnswer): readonly string[] {
  return results.map(({ status }) => status);
}

/** What each refusal is about: code and path. */
export function refusalsOf({ userErrors }: Result): readonly (readonly [string, string])[] {
  return userErrors.map(({ code, field }) => [code, field?.join('.') ?? '']);
}

/** Active members whom nothing protects. */
export function ordinary({ kantata }: Pick<TestGateway, 'kantata'>, count: number): Membership[] {
  return memberships(kantata, (row) => !row.is_owner && row.disabled_at === null).slice(0, count);
}

export function idOf(row: Membership | undefined): string {
  if (row === undefined) throw new Error('The account lacks what the test needs');
  return String(row.id);
}

export function globalIdOf(type: string, key: string | number): string {
  return Buffer.from(`${type}:${key}`).toString('base64url');
}

/** Keeps what is audited. */
export function auditTrail() {
  const entries: AuditEntry[] = [];
  return { entries, audit: (entry: AuditEntry) => void entries.push(entry) };
}

export function codesOf({ errors = [] }: GraphQLAnswer): readonly unknown[] {
  return errors.map(({ extensions }) => extensions.code);
}

export function writesAmong(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !line.startsWith('GET '));
}
