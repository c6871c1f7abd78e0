/** Objections to an operation, limit by limit, in words. The first one is enough. */
import { GraphQLError, OperationTypeNode } from 'graphql';
import { mostHeavyRows } from '../../domain/noun.ts';
import type { Cost } from '../../planning/cost-sum.ts';
import { maxIntrospectionDepth, type Limits } from './limits.ts';
import type { Shape } from './shape.ts';

export function tooExpensive(message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'OPERATION_TOO_EXPENSIVE', http: { status: 400 } },
  });
}

export function objectionToShape(shape: Shape, limits: Limits): string | null {
  const { maxDepth, maxAliases, maxDirectives } = limits;
  return (
    over(shape.depth, maxDepth, 'MAX_DEPTH', 'is', 'levels of fields deep') ??
    over(shape.introspectionDepth, maxIntrospectionDepth, null, 'introspects', 'levels deep') ??
    over(shape.aliases, maxAliases, 'MAX_ALIASES', 'uses', 'aliases') ??
    over(shape.repetitions, maxAliases, 'MAX_ALIASES', 'selects one field', 'times over') ??
    over(shape.directives, maxDirectives, 'MAX_DIRECTIVES', 'uses', 'directives')
  );
}

/** By the names of the root fields, each response key once. */
export function objectionToRoots(
  operation: OperationTypeNode,
  names: readonly string[],
  { maxRootFields, maxWrites, maxRemovals }: Limits,
): string | null {
  if (operation !== OperationTypeNode.MUTATION) {
    return over(names.length, maxRootFields, 'MAX_ROOT_FIELDS', 'asks for', 'root fields');
  }
  const removals = names.filter((name) => /^delete[A-Z]/.test(name));
  return (
    over(names.length, maxWrites, 'MAX_WRITES', 'makes', 'changes') ??
    over(removals.length, maxRemovals, 'MAX_REMOVALS', 'makes', 'removals')
  );
}

export function objectionToCost(
  { calls, declaredCalls, rows, heavyRows }: Cost,
  { maxCostCalls, maxCostRows }: Limits,
): string | null {
  const own = calls - declaredCalls;
  return (
    over(heavyRows, mostHeavyRows, null, 'selects a heavy association for', 'rows') ??
    over(own, maxCostCalls, 'MAX_COST_CALLS', 'would cost', 'upstream calls') ??
    over(rows, maxCostRows, 'MAX_COST_ROWS', 'would cost', 'rows')
  );
}

function over(
  is: number,
  most: number,
  variable: string | null,
  verb: string,
  what: string,
): string | null {
  if (is <= most) return null;
  const limit = variable === null ? most : `${most} (${variable})`;
  return `This operation ${verb} ${is} ${what}; the most is ${limit}.`;
}
