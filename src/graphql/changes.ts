/** What all mutations have in common: the selection rides on the write, refusals become user errors. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Change } from '../domain/change.ts';
import { Fault } from '../domain/fault.ts';
import { isRecordOf, type Rec, type TypeName } from '../domain/record.ts';
import type { Context } from './context.ts';
import type { UserError, UserErrorCode } from './generated/schema.ts';

export interface Outcome<T extends TypeName> {
  /** `null` when the change was refused, or done and not shown. */
  readonly record: Rec<T> | null;
  readonly userErrors: UserError[];
}

/** Makes one change. Everything that is no refusal is thrown: an error at the top level. */
export async function make<T extends TypeName>(
  change: Change & { readonly type: T },
  field: string,
  { loading, planner }: Context,
  info: GraphQLResolveInfo,
): Promise<Outcome<T>> {
  const { want } = planner.needBelow(info, payloadOf(info), field, change.type);
  try {
    const record = await loading.change(change, want);
    return { record: isRecordOf(record, change.type) ? record : null, userErrors: [] };
  } catch (error) {
    return { record: null, userErrors: userErrorsOf(error, change) };
  }
}

/** An update of nothing is not sent: the upstream would refuse it as malformed. */
export async function keep<T extends TypeName>(
  type: T,
  key: string,
  field: string,
  { loading, planner }: Context,
  info: GraphQLResolveInfo,
): Promise<Outcome<T>> {
  const { want } = planner.needBelow(info, payloadOf(info), field, type);
  const record = await loading.load(type, key, want);
  if (isRecordOf(record, type)) return { record, userErrors: [] };
  const message = 'There is nothing with this id, or it is hidden.';
  return { record: null, userErrors: [{ message, code: 'NOT_FOUND', field: ['input', 'id'] }] };
}

function payloadOf({ fieldName }: GraphQLResolveInfo): string {
  return `${fieldName.charAt(0).toUpperCase()}${fieldName.slice(1)}Payload`;
}

export function invalid(field: string, message: string): UserError {
  return { message, code: 'INVALID', field: ['input', field] };
}

const refusals: Partial<Record<Fault['code'], UserErrorCode>> = {
  INVALID: 'INVALID',
  NOT_FOUND: 'NOT_FOUND',
  CONFLICT: 'CONFLICT',
  FORBIDDEN: 'FORBIDDEN',
};

function userErrorsOf(error: unknown, change: Change): UserError[] {
  const code = error instanceof Fault ? refusals[error.code] : undefined;
  if (!(error instanceof Fault) || code === undefined) throw error;
  if (error.objections.length > 0) {
    return error.objections.map(({ message, field }) => ({
      message,
      code,
      field: field === null ? ['input'] : ['input', field],
    }));
  }
  const isAboutTarget = change.key !== undefined && code !== 'INVALID';
  return [{ message: error.message, code, field: isAboutTarget ? ['input', 'id'] : ['input'] }];
}
