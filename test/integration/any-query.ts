/* eslint @typescript-eslint/no-unsafe-class-instance-assignment: off -- never ends on arbitraries */
/**
 * Arbitrary queries over the schema, for properties that must hold for whatever a client may ask:
 * selections, aliases, fragments on types and interfaces, inline and named, and directives with
 * variables. A query that fails is shrunk to the smallest that still does.
 */
import fc from 'fast-check';
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

export interface AnyQuery {
  readonly document: string;
  readonly variables: { readonly yes: boolean; readonly no: boolean };
  /** How many fields of `Query` it selects. */
  readonly roots: number;
}

/** A field of `Query` with its arguments, as they shall be asked. */
export type Root = fc.Arbitrary<{ readonly field: string; readonly arguments: string }>;

type Holder = GraphQLObjectType | GraphQLInterfaceType;

/** One field, and how it is put into its selection. */
interface Selected {
  readonly field: string;
  readonly arguments: string;
  /** Part of the response key; the same key always means the same field. */
  readonly alias: 0 | 1 | 2;
  readonly directive: string;
  /** The type of a fragment around the field. */
  readonly on: string | null;
  readonly isNamed: boolean;
  readonly below: readonly Selected[];
}

export function anyQuery(
  schema: GraphQLSchema,
  root: Root,
  limits: { readonly depth: number; readonly without: ReadonlySet<string> },
): fc.Arbitrary<AnyQuery> {
  const known = new Map<string, fc.Arbitrary<readonly Selected[]>>();

  function selectionOn(holder: Holder, depth: number): fc.Arbitrary<readonly Selected[]> {
    const name = `${holder.name} ${String(depth)}`;
    let selection = known.get(name);
    if (selection === undefined) {
      const entries: fc.WeightedArbitrary<Selected>[] = entriesOf(schema, holder)
        .filter(({ field }) => !limits.without.has(field.name))
        .filter(({ field }) => depth > 0 || !isCompositeType(getNamedType(field.type)))
        // There are many more plain values than ways to other records, which are what matters.
        .map((entry) => ({
          arbitrary: selected(entry, depth),
          weight: isCompositeType(getNamedType(entry.field.type)) ? 3 : 1,
        }));
      selection = fc.array(fc.oneof(...entries), { minLength: 1, maxLength: 4 });
      known.set(name, selection);
    }
    return selection;
  }

  function selected({ field, on }: Entry, depth: number): fc.Arbitrary<Selected> {
    const type = getNamedType(field.type);
    const isHolder = isObjectType(type) || isInterfaceType(type);
    // What only holds a connection together is no step from one record to another.
    const left = /Connection$|Edge$|^PageInfo$/.test(type.name) ? depth : depth - 1;
    const below = isHolder ? selectionOn(type, left) : fc.constant([]);
    return dressed(field.name, '', fc.constantFrom(...on), below);
  }

  const roots = root.chain(({ field, arguments: given }) => {
    const type = getNamedType(schema.getQueryType()?.getFields()[field]?.type);
    if (!isObjectType(type) && !isInterfaceType(type)) throw new TypeError(`No field ${field}`);
    return dressed(field, given, fc.constant(null), selectionOn(type, limits.depth));
  });
  return fc
    .tuple(fc.array(roots, { minLength: 1, maxLength: 3 }), fc.boolean(), fc.boolean())
    .map(([below, yes, no]) => ({
      document: print(below),
      variables: { yes, no },
      roots: below.length,
    }));
}

function dressed(
  field: string,
  given: string,
  on: fc.Arbitrary<string | null>,
  below: fc.Arbitrary<readonly Selected[]>,
): fc.Arbitrary<Selected> {
  const alias = fc.constantFrom<0 | 1 | 2>(0, 0, 0, 1, 2);
  const directive = fc.constantFrom('', '', '', '', ' @include(if: $yes)', ' @skip(if: $no)');
  return fc
    .tuple(alias, directive, on, fc.boolean(), below)
    .map(([one, two, three, isNamed, selection]) => ({
      field,
      arguments: given,
      alias: one,
      directive: two,
      on: three,
      isNamed,
      below: selection,
    }));
}

interface Entry {
  readonly field: GraphQLField<unknown, unknown>;
  /** Where the field may stand: `null` for bare, else within a fragment on this type. */
  readonly on: readonly (string | null)[];
}

/** The fields that can be selected on a type: its own, and those of types that it may turn out to be. */
function entriesOf(schema: GraphQLSchema, holder: Holder): Entry[] {
  const own = Object.values(holder.getFields()).map((field) => ({
    field,
    on: [null, null, null, holder.name],
  }));
  const asInterface = holder
    .getInterfaces()
    .flatMap((type) =>
      Object.values(type.getFields()).map((field) => ({ field, on: [type.name] })),
    );
  const asObject = isAbstractType(holder)
    ? schema
        .getPossibleTypes(holder)
        .flatMap((type) =>
          Object.values(type.getFields()).map((field) => ({ field, on: [type.name] })),
        )
    : [];
  return [...own, ...asInterface, ...asObject];
}

function print(roots: readonly Selected[]): string {
  const fragments: string[] = [];

  function printed(entry: Selected, key: string): string {
    const below = entry.below.map((each) => printed(each, keyOf(each)));
    const set = below.length === 0 ? '' : ` { ${below.join(' ')} }`;
    const field = `${key === entry.field ? '' : `${key}: `}${entry.field}${entry.arguments}${entry.directive}${set}`;
    if (entry.on === null) return field;
    if (!entry.isNamed) return `... on ${entry.on} { ${field} }`;
    const name = `F${String(fragments.length + 1)}`;
    fragments.push(`fragment ${name} on ${entry.on} { ${field} }`);
    return `...${name}`;
  }

  // Roots differ in their arguments, so that each has a key of its own.
  const fields = roots.map((entry, index) => printed(entry, `r${String(index)}`));
  const usesBoth = '__typename @include(if: $yes) @skip(if: $no)';
  const operation = `query ($yes: Boolean!, $no: Boolean!) { ${usesBoth} ${fields.join(' ')} }`;
  return [operation, ...fragments].join('\n');
}

function keyOf({ field, alias }: Selected): string {
  return alias === 0 ? field : `${field}${String(alias)}`;
}
