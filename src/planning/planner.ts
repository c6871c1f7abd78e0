/**
 * From a selection to wants: which of the records and fields below a field can come with the call that
 * reads its record.
 *
 * Pure, and for speed only: with `hoisting` off every answer is the same, only more requests are made.
 */
import type { FieldNode } from 'graphql';
import { nounOf, type Association, type Catalogue } from '../domain/noun.ts';
import type { TypeName } from '../domain/record.ts';
import { wantNothing, wantOf, type Want } from '../domain/want.ts';
import { fieldsOn, nodesBelow, setsBelow, type Place, type Scope } from './selection.ts';

/** What a selection needs of the records it stands on. */
export interface Need {
  /** Nothing is selected but what follows from type and key (`identityFields`): no call is needed. */
  readonly identityOnly: boolean;
  /** A heavy association is selected, whether it rides along or not: it takes seconds for each record. */
  readonly isHeavy: boolean;
  readonly want: Want;
}

export interface ConnectionNeed {
  /** Of each row; `null` when no row is needed. */
  readonly rows: Need | null;
  /** Whether it must be known how many rows there are. */
  readonly total: boolean;
}

type Nodes = readonly FieldNode[];

/** Fields to descend through, from the outermost: each by the type that has it, and its name. */
export type FieldPath = readonly (readonly [holder: string, field: string])[];

const identityFields = new Set(['__typename', 'id', 'sourceId', 'source']);

/**
 * One for all operations: it remembers what it found for each array of field nodes. The ordinary executor
 * makes new arrays for each operation; only a compiled document keeps its own. Those have no directives, so
 * what is remembered never depends on variables.
 */
export class Planner {
  readonly #catalogue: Catalogue;
  readonly #hoisting: boolean;
  readonly #needs = new Memo<Need>();
  readonly #connectionNeeds = new Memo<ConnectionNeed>();

  constructor(catalogue: Catalogue, options: { readonly hoisting: boolean }) {
    this.#catalogue = catalogue;
    this.#hoisting = options.hoisting;
  }

  /** What the selection below this field needs of a record of the type. */
  needOf(place: Place, type: TypeName): Need {
    const { fieldNodes } = place;
    return (
      this.#needs.get(fieldNodes, type) ??
      this.#needs.keep(fieldNodes, type, this.#compute(place, type, fieldNodes))
    );
  }

  /** The same for a record that lies further below, such as in a payload. Several paths may lead to it. */
  needBelow(place: Place, paths: readonly FieldPath[], type: TypeName): Need {
    const nodes = paths.flatMap((path) => nodesAtEnd(place, path));
    return this.#compute(place, type, nodes);
  }

  /** The response paths at which the answer holds the field at the end of the path; none if it is not selected. */
  responsePathsOf(place: Place, path: FieldPath): readonly (readonly string[])[] {
    return responsePathsBelow(place, place.fieldNodes, path);
  }

  /** What the selection of a connection needs of its rows, and whether it needs their number. */
  needOfConnection(place: Place, type: TypeName): ConnectionNeed {
    const { fieldNodes } = place;
    return (
      this.#connectionNeeds.get(fieldNodes, type) ??
      this.#connectionNeeds.keep(fieldNodes, type, this.#computeConnection(place, type))
    );
  }

  #computeConnection(place: Place, type: TypeName): ConnectionNeed {
    const fields = nodesBelow(place, `${type}Connection`, place.fieldNodes);
    const at = (field: string) => fields.filter(({ name }) => name.value === field);
    const edges = at('edges');
    const pageInfo = at('pageInfo');
    const ofPage = selectedNames(place, 'PageInfo', pageInfo);
    const rows = rowNodesOf(place, type, place.fieldNodes);
    const needsRows =
      rows.length > 0 || edges.length > 0 || ofPage.has('startCursor') || ofPage.has('endCursor');
    return {
      rows: needsRows ? this.#compute(place, type, rows) : null,
      total:
        at('totalCount').length > 0 || ofPage.has('hasNextPage') || ofPage.has('hasPreviousPage'),
    };
  }

  #compute(scope: Scope, type: TypeName, nodes: Nodes): Need {
    const noun = nounOf(this.#catalogue, type);
    const associations = new Map<Association, FieldNode[]>();
    const fields = new Set<string>();
    let identityOnly = true;
    for (const node of nodesBelow(scope, type, nodes)) {
      const name = node.name.value;
      if (identityFields.has(name)) continue;
      identityOnly = false;
      if (noun.primaryOnlyFields.has(name)) fields.add(name);
      const association = noun.byField.get(name);
      if (association === undefined) continue;
      const together = associations.get(association);
      if (together === undefined) associations.set(association, [node]);
      else together.push(node);
    }
    const isHeavy = [...associations.keys()].some(({ heavy }) => heavy === true);
    if (!this.#hoisting) return { identityOnly, isHeavy, want: wantNothing };
    const riding = [...associations]
      .filter(([association, below]) => this.#ridesAlong(scope, association, below))
      .map(([association]) => association.field);
    return { identityOnly, isHeavy, want: wantOf(riding, fields) };
  }

  /**
   * Whether the linked rows are to be sent along. They have to be where their keys stand nowhere else.
   * Otherwise that saves a call only if a row that was sent along tells everything that is selected of it:
   * such a row has no `primaryOnly` fields, and no keys but those that stand on every row.
   */
  #ridesAlong(scope: Scope, association: Association, nodes: Nodes): boolean {
    if (!association.free) return true;
    const noun = nounOf(this.#catalogue, association.to);
    let identityOnly = true;
    for (const node of nodesBelow(scope, association.to, nodes)) {
      const name = node.name.value;
      if (noun.primaryOnlyFields.has(name) || noun.byField.get(name)?.free === false) return false;
      identityOnly &&= identityFields.has(name);
    }
    return !identityOnly;
  }
}

/** By field nodes, and by the type of the records that they stand for. */
class Memo<T> {
  readonly #known = new WeakMap<Nodes, Map<string, T>>();

  get(nodes: Nodes, type: string): T | undefined {
    return this.#known.get(nodes)?.get(type);
  }

  keep(nodes: Nodes, type: string, found: T): T {
    const known = this.#known.get(nodes);
    if (known === undefined) this.#known.set(nodes, new Map([[type, found]]));
    else known.set(type, found);
    return found;
  }
}

/** Where the rows of a connection are selected: as its nodes, or as the nodes of its edges. */
export function rowNodesOf(scope: Scope, type: TypeName, nodes: Nodes): Nodes {
  const connection = `${type}Connection`;
  const edges = subNodes(scope, connection, nodes, 'edges');
  return [
    ...subNodes(scope, connection, nodes, 'nodes'),
    ...subNodes(scope, `${type}Edge`, edges, 'node'),
  ];
}

function nodesAtEnd(place: Place, path: FieldPath): Nodes {
  return path.reduce<Nodes>(
    (nodes, [holder, field]) => subNodes(place, holder, nodes, field),
    place.fieldNodes,
  );
}

function responsePathsBelow(
  scope: Scope,
  nodes: Nodes,
  path: FieldPath,
): readonly (readonly string[])[] {
  const [step, ...rest] = path;
  if (step === undefined) return [[]];
  const [holder, field] = step;
  return fieldsOn(scope, holder, setsBelow(nodes)).flatMap((same) => {
    const [{ name, alias = name }] = same;
    if (name.value !== field) return [];
    return responsePathsBelow(scope, same, rest).map((below) => [alias.value, ...below]);
  });
}

function subNodes(scope: Scope, typeName: string, nodes: Nodes, field: string): FieldNode[] {
  return nodesBelow(scope, typeName, nodes).filter(({ name }) => name.value === field);
}

function selectedNames(scope: Scope, typeName: string, nodes: Nodes): ReadonlySet<string> {
  return new Set(nodesBelow(scope, typeName, nodes).map(({ name }) => name.value));
}
