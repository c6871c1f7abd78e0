/**
 * Faults that cost a field some of its rows, but not its value. A resolver can only answer or throw: these are
 * collected until the answer is written, and then added to its errors, at the field's path.
 */
import { locatedError, type GraphQLError, type GraphQLResolveInfo } from 'graphql';

export class PartialFaults {
  readonly #errors: GraphQLError[] = [];

  add(fault: unknown, { fieldNodes, path }: GraphQLResolveInfo): void {
    this.#errors.push(locatedError(fault, fieldNodes, keysOf(path)));
  }

  get errors(): readonly GraphQLError[] {
    return this.#errors;
  }
}

function keysOf(path: GraphQLResolveInfo['path'] | undefined): (string | number)[] {
  return path === undefined ? [] : [...keysOf(path.prev), path.key];
}
