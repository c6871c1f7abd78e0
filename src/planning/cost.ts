/**
 * What an operation may cost, in upstream calls and in rows, computed from its text and its variables before
 * any request is made. docs/cost.md says the same in words.
 */
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  OperationTypeNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import {
  isRisky,
  nounOf,
  type Association,
  type Catalogue,
  type CatalogueEntry,
} from '../domain/noun.ts';
import {
  argumentsOf,
  comparisonsIn,
  isFromEnd,
  itemsOf,
  pageSizeOf,
  typesNamedBy,
  type Arguments,
} from './cost-arguments.ts';
import { callsOfHeavy, changesThatReadFirst, figuresFor, type Figures } from './cost-figures.ts';
import { called, callsByKey, nothing, plus, rowsAtEnd, sum, worst, type Cost } from './cost-sum.ts';
import { Planner, rowNodesOf } from './planner.ts';
import { fieldsOn, setsBelow, type Place, type Scope } from './selection.ts';

type Nodes = readonly [FieldNode, ...FieldNode[]];

/** How rows come: of a list, asked for by their keys, carried along with others, or as the answer to a write. */
type Origin = 'listed' | 'asked' | 'carried' | 'written';

export interface Price {
  readonly cost: Cost;
  /**
   * Whether the price is the same for any values of the variables. The conditions of `@skip` and `@include` are
   * not considered.
   */
  readonly isFixed: boolean;
}

/**
 * Prices a validated operation.
 * @param scope with the variables of this request, coerced
 * @param invitationPages the most pages of invitations that `identity` may read
 */
export function priceOf(
  catalogue: Catalogue,
  scope: Scope,
  operation: OperationDefinitionNode,
  invitationPages: number,
): Price {
  const root = scope.schema.getRootType(operation.operation);
  if (!root) return { cost: nothing, isFixed: true };
  const isMutation = operation.operation === OperationTypeNode.MUTATION;
  const pricing = new Pricing(catalogue, scope, isMutation, invitationPages);
  const cost = pricing.rootFields(root, operation.selectionSet);
  return { cost, isFixed: !pricing.readsArguments || !operation.variableDefinitions?.length };
}

class Pricing {
  readonly #catalogue: Catalogue;
  readonly #scope: Scope;
  readonly #planner: Planner;
  readonly #figures: Figures;
  readonly #isMutation: boolean;
  /** Whether any field with arguments was met. */
  readsArguments = false;

  constructor(catalogue: Catalogue, scope: Scope, isMutation: boolean, invitationPages: number) {
    this.#catalogue = catalogue;
    this.#scope = scope;
    this.#isMutation = isMutation;
    this.#planner = new Planner(catalogue, { hoisting: true });
    this.#figures = figuresFor(invitationPages, catalogue.get('Invitation')?.rowsPerCall ?? 0);
  }

  rootFields(root: GraphQLObjectType, selectionSet: SelectionSetNode): Cost {
    const fields = fieldsOn(this.#scope, root.name, [selectionSet]);
    return sum(
      fields.map((nodes) => {
        const field = root.getFields()[nodes[0].name.value];
        if (field === undefined) return nothing;
        return this.#isMutation ? this.#change(field, nodes) : this.#entry(field, nodes);
      }),
    );
  }

  /** A field of `Query`: a list, records by their ids, or an object that is no record. */
  #entry(field: GraphQLField<unknown, unknown>, nodes: Nodes): Cost {
    const type = getNamedType(field.type);
    const listed = this.#listed(type.name);
    if (listed !== null) return this.#list(listed, field, nodes, 1);
    const keys = isAbstractType(type)
      ? typesNamedBy(this.#arguments(field, nodes), this.#catalogue)
      : new Map(this.#catalogue.has(type.name) ? [[type.name, 1]] : []);
    if (keys.size === 0) return isObjectType(type) ? this.#fields(type, nodes, 1) : nothing;
    return sum(
      [...keys].map(([name, count]) => {
        const noun = nounOf(this.#catalogue, name);
        return plus(called(callsByKey(noun, count)), this.#records(noun, nodes, count, 'asked'));
      }),
    );
  }

  /**
   * A field of `Mutation`: one write, or one for each item of a bulk, the reads before them, and what is selected of
   * the payload.
   */
  #change(field: GraphQLField<unknown, unknown>, nodes: Nodes): Cost {
    const args = this.#arguments(field, nodes);
    const items = itemsOf(args);
    const changes = items ?? 1;
    const looks = changesThatReadFirst.has(field.name) ? changes : comparisonsIn(args);
    const payload = getNamedType(field.type);
    const below = isObjectType(payload) ? this.#fields(payload, nodes, changes) : nothing;
    return plus(below, { ...called(changes + looks), declaredCalls: (items ?? 0) + looks });
  }

  /** The fields of an object that is no record: a payload, a result, an `Identity`. */
  #fields(holder: GraphQLObjectType, nodes: Nodes, rows: number): Cost {
    const { callsOfRead, readings } = this.#figures;
    const costs: Cost[] = [];
    const read = new Set<string>();
    for (const below of fieldsOn(this.#scope, holder.name, setsBelow(nodes))) {
      const field = holder.getFields()[below[0].name.value];
      if (field === undefined) continue;
      const reading = readings[`${holder.name}.${field.name}`];
      for (const each of reading?.reads ?? []) {
        if (!read.has(each)) costs.push(called(callsOfRead[each] * rows));
        read.add(each);
      }
      costs.push(this.#value(field, below, rows * (reading?.rows ?? 1)));
    }
    return sum(costs);
  }

  #value(field: GraphQLField<unknown, unknown>, nodes: Nodes, rows: number): Cost {
    const type = getNamedType(field.type);
    if (!isCompositeType(type)) return nothing;
    const listed = this.#listed(type.name);
    if (listed !== null) return this.#list(listed, field, nodes, rows);
    if (isObjectType(type)) return this.#object(type, nodes, rows);
    const possible = this.#scope.schema.getPossibleTypes(type);
    return worst(possible.map((each) => this.#object(each, nodes, rows)));
  }

  #object(type: GraphQLObjectType, nodes: Nodes, rows: number): Cost {
    const noun = this.#catalogue.get(type.name);
    // The records of a payload are those that were changed: they come with the answer to the write.
    const origin = this.#isMutation ? 'written' : 'listed';
    return noun === undefined
      ? this.#fields(type, nodes, rows)
      : this.#records(noun, nodes, rows, origin);
  }

  /** A connection, once for each row that has it. */
  #list(
    noun: CatalogueEntry,
    field: GraphQLField<unknown, unknown>,
    nodes: Nodes,
    holders: number,
  ): Cost {
    const need = this.#planner.needOfConnection(this.#placeOf(nodes), noun.type);
    const args = this.#arguments(field, nodes);
    const size = need.rows === null ? 0 : pageSizeOf(args);
    if (size === 0) return called(need.total ? holders : 0);
    const pages = Math.ceil(size / noun.rowsPerCall);
    const calls = isFromEnd(args) ? pages + 1 : pages;
    const [row, ...others] = rowNodesOf(this.#scope, noun.type, nodes);
    return plus(
      called(holders * calls),
      row === undefined
        ? { ...nothing, rows: holders * size }
        : this.#records(noun, [row, ...others], holders * size, 'listed'),
    );
  }

  /** Records of one type, with one more call where the rows lack something that is selected of them. */
  #records(noun: CatalogueEntry, nodes: Nodes, rows: number, origin: Origin): Cost {
    const fields = fieldsOn(this.#scope, noun.type, setsBelow(nodes));
    const asksAgain = fields.some(([{ name }]) => isLacking(noun, name.value, origin));
    const costs: Cost[] = [{ ...nothing, rows }];
    if (asksAgain) costs.push(called(callsByKey(noun, rows)));
    const { want, isHeavy } = this.#planner.needOf(this.#placeOf(nodes), noun.type);
    // A row that was sent along brings no others, unless it is asked for again. Only a light request is waited for.
    const brings = origin !== 'carried' || (asksAgain && !isHeavy);
    for (const [association, below] of associationsIn(noun, fields)) {
      const rides = want.associations.has(association.field) && (brings || !association.free);
      costs.push(this.#followed(association, below, rows, origin, rides));
    }
    const type = this.#scope.schema.getType(noun.type);
    const own = isObjectType(type) ? type.getFields() : {};
    for (const below of fields) {
      const field = own[below[0].name.value];
      const isValue = field !== undefined && !noun.byField.has(field.name);
      if (isValue) costs.push(this.#value(field, below, rows));
    }
    return sum(costs);
  }

  /** The records that an association leads to. @param mayRide whether it is asked for with the rows it leads from */
  #followed(
    association: Association,
    nodes: Nodes,
    holders: number,
    origin: Origin,
    mayRide: boolean,
  ): Cost {
    const noun = nounOf(this.#catalogue, association.to);
    const rows = holders * rowsAtEnd(association);
    const heavy = association.heavy === true;
    const weight = heavy ? { ...called(holders * callsOfHeavy), heavyRows: holders } : nothing;
    const isBrought = comesWith(association, origin);
    const { identityOnly } = this.#planner.needOf(this.#placeOf(nodes), noun.type);
    const isFound = identityOnly || (mayRide && isBrought && association.keysOnly !== true);
    const calls = isFound ? 0 : callsByKey(noun, rows);
    // A bulk may select what is one step away, even where the answer to a change does not bring it along.
    const declaredCalls = origin === 'written' && !isBrought ? calls : 0;
    return sum([
      weight,
      { ...called(calls), declaredCalls },
      this.#records(noun, nodes, rows, isFound ? 'carried' : 'asked'),
    ]);
  }

  /** The noun that a connection lists; `null` for any other type. */
  #listed(typeName: string): CatalogueEntry | null {
    if (!typeName.endsWith('Connection')) return null;
    return this.#catalogue.get(typeName.slice(0, -'Connection'.length)) ?? null;
  }

  #arguments(field: GraphQLField<unknown, unknown>, [node]: Nodes): Arguments {
    this.readsArguments ||= node.arguments !== undefined && node.arguments.length > 0;
    return argumentsOf(field, node, this.#scope);
  }

  #placeOf(nodes: Nodes): Place {
    return { ...this.#scope, fieldNodes: [...nodes] };
  }
}

function comesWith(association: Association, origin: Origin): boolean {
  if (association.comesWith === 'LISTS') return origin === 'listed';
  return association.comesWith !== 'READS' || origin !== 'written';
}

/** Whether a row that came this way does not tell the field, so that it has to be asked for again. */
function isLacking(noun: CatalogueEntry, field: string, origin: Origin): boolean {
  const association = noun.byField.get(field);
  if (association === undefined) return origin === 'carried' && noun.primaryOnlyFields.has(field);
  if (association.free) return false;
  return origin === 'carried' || (origin === 'written' && isRisky(association));
}

/** Each association that is selected, with all of its nodes: it may be selected by two names. */
function associationsIn(
  { byField }: CatalogueEntry,
  fields: readonly Nodes[],
): ReadonlyMap<Association, Nodes> {
  const followed = new Map<Association, Nodes>();
  for (const nodes of fields) {
    const association = byField.get(nodes[0].name.value);
    if (association === undefined) continue;
    const others = followed.get(association);
    followed.set(association, others === undefined ? nodes : [...others, ...nodes]);
  }
  return followed;
}
