/** Documents in every form in which callers have them, and the kind of operation that they hold. */
import { printNode, type SyntaxNode } from './print.ts';

/** What the typed documents of GraphQL Code Generator carry: types, which do not exist at run time. */
interface Typed<Result, Variables> {
  readonly __apiType?: ((variables: Variables) => Result) | undefined;
}

/** A text that knows its types. */
export type TypedString<Result, Variables> = string & Typed<Result, Variables>;

/** A string or what wraps one, as `TypedDocumentString` does. */
interface Text {
  readonly length: number;
  charAt(index: number): string;
  toString(): string;
}

/** `TypedDocumentNode`, `TypedDocumentString`, `TypedString`, or a plain string, whose answer is not typed. */
export type TypedDocument<Result, Variables> = (Text | SyntaxNode) & Typed<Result, Variables>;

const printed = new WeakMap<SyntaxNode, string>();

export function textOf(document: Text | SyntaxNode): string {
  if (!isNode(document)) return document.toString();
  const text = printed.get(document) ?? printNode(document);
  printed.set(document, text);
  return text;
}

function isNode(document: Text | SyntaxNode): document is SyntaxNode {
  return typeof document === 'object' && 'kind' in document;
}

/** A string that is not closed goes on to the end, so that no character is looked at twice. */
const textsAndComments = /"""(?:\\"""|[^])*?(?:"""|$)|"(?:\\[^]|[^"\\])*(?:"|\\?$)|#.*/g;

/** Which kind of operation a document holds; null where it holds none, or several kinds. */
export function operationOf(text: string): string | null {
  const kinds = new Set<string>();
  let depth = 0;
  let isBetween = true;
  for (const [token] of text.replace(textsAndComments, ' ').matchAll(/[{}()]|[_A-Za-z]\w*/g)) {
    if (isBetween) kinds.add(token === '{' ? 'query' : token);
    if (token === '{' || token === '(') depth += 1;
    if (token === '}' || token === ')') depth -= 1;
    isBetween = depth === 0 && token === '}';
  }
  kinds.delete('fragment');
  const [kind] = kinds;
  return kinds.size === 1 && kind !== undefined ? kind : null;
}
