/**
 * The shape of an operation, fragments counted as often as they are spread. Introspection stands
 * beside the limit on depth, with a bound of its own that the usual introspection queries keep.
 */
import { Kind, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

export interface Shape {
  /** Fields on the longest way down. */
  readonly depth: number;
  /** The same below `__schema` and `__type`. */
  readonly introspectionDepth: number;
  readonly aliases: number;
  readonly directives: number;
  /** The most that one selection holds one and the same field, written out. */
  readonly repetitions: number;
}

const empty: Shape = {
  depth: 0,
  introspectionDepth: 0,
  aliases: 0,
  directives: 0,
  repetitions: 0,
};

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** Only for documents that have been validated: their fragments do not lead into each other. */
export function shapeOf(selectionSet: SelectionSetNode, fragments: Fragments): Shape {
  return new Measure(fragments).selection(selectionSet);
}

class Measure {
  readonly #fragments: Fragments;
  readonly #known = new Map<string, Shape>();

  constructor(fragments: Fragments) {
    this.#fragments = fragments;
  }

  selection({ selections }: SelectionSetNode): Shape {
    const shapes: Shape[] = [];
    const times = new Map<string, number>();
    for (const selection of selections) {
      const directives = selection.directives?.length ?? 0;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        shapes.push(plus(this.#fragment(selection.name.value), { ...empty, directives }));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        shapes.push(plus(this.selection(selection.selectionSet), { ...empty, directives }));
      } else {
        const { name, alias, selectionSet } = selection;
        const key = (alias ?? name).value;
        times.set(key, (times.get(key) ?? 0) + 1);
        const below = selectionSet === undefined ? empty : this.selection(selectionSet);
        const own = { ...empty, aliases: alias === undefined ? 0 : 1, directives };
        shapes.push(plus(deeper(below, name.value), own));
      }
    }
    const repetitions = Math.max(0, ...times.values());
    return shapes.reduce(plus, { ...empty, repetitions });
  }

  #fragment(name: string): Shape {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const fragment = this.#fragments[name];
    const shape = fragment === undefined ? empty : this.selection(fragment.selectionSet);
    this.#known.set(name, shape);
    return shape;
  }
}

function plus(one: Shape, other: Shape): Shape {
  return {
    depth: Math.max(one.depth, other.depth),
    introspectionDepth: Math.max(one.introspectionDepth, other.introspectionDepth),
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
    repetitions: Math.max(one.repetitions, other.repetitions),
  };
}

function deeper(below: Shape, field: string): Shape {
  const isIntrospection = field === '__schema' || field === '__type';
  return isIntrospection
    ? { ...below, depth: 0, introspectionDepth: below.depth + 1 }
    : { ...below, depth: below.depth + 1 };
}
