/**
 * The calls of an operation that are known beforehand. The operation is executed as it stands, against
 * upstreams to which nothing is let out: what each field would ask first is then known exactly, with
 * its route and its includes. What would follow from the answers is not, so the calls are a lower bound.
 */
import type { GraphQLRequestContextResponseForOperation } from '@apollo/server';
import { execute, type GraphQLError } from 'graphql';
import type { RequestContext } from '../operation.ts';
import type { PlannedCall } from './operation-trace.ts';

export interface Rehearsal {
  readonly planned: readonly PlannedCall[];
  /** What is wrong with the operation; that nothing was sent does not count. */
  readonly errors: readonly GraphQLError[];
}

export async function rehearse({
  schema,
  document,
  request,
  operationName,
  contextValue,
}: GraphQLRequestContextResponseForOperation<RequestContext>): Promise<Rehearsal> {
  const { context, trace } = contextValue.rehearsal();
  const { errors = [] } = await execute({
    schema,
    document,
    contextValue: context,
    variableValues: request.variables ?? null,
    operationName,
  });
  return {
    planned: trace.planned,
    errors: errors.filter(({ originalError }) => originalError !== trace.stop),
  };
}
