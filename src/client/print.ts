/** Prints a parsed document as text, so that callers need no other package for it at run time. */

/** The part of GraphQL's syntax tree that executable documents use, whichever package parsed them. */
export interface SyntaxNode {
  readonly kind: string;
  readonly definitions?: readonly SyntaxNode[] | undefined;
  readonly operation?: string | undefined;
  readonly name?: SyntaxNode | undefined;
  readonly alias?: SyntaxNode | undefined;
  readonly variable?: SyntaxNode | undefined;
  readonly variableDefinitions?: readonly SyntaxNode[] | undefined;
  readonly defaultValue?: SyntaxNode | undefined;
  readonly type?: SyntaxNode | undefined;
  readonly typeCondition?: SyntaxNode | undefined;
  readonly arguments?: readonly SyntaxNode[] | undefined;
  readonly directives?: readonly SyntaxNode[] | undefined;
  readonly selectionSet?: SyntaxNode | undefined;
  readonly selections?: readonly SyntaxNode[] | undefined;
  readonly fields?: readonly SyntaxNode[] | undefined;
  readonly values?: readonly SyntaxNode[] | undefined;
  readonly value?: SyntaxNode | string | boolean | undefined;
}

/** @throws TypeError for what no executable document holds */
export function printNode(node: SyntaxNode): string {
  const { value } = node;
  const name = one(node.name);
  const condition = one(node.typeCondition, ' on ');
  const given = all(node.arguments, '(', ', ', ')');
  const directives = all(node.directives, ' ', ' ');
  const selection = one(node.selectionSet, ' ');
  switch (node.kind) {
    case 'Document':
      return all(node.definitions, '', '\n');
    case 'OperationDefinition': {
      const variables = all(node.variableDefinitions, '(', ', ', ')');
      return `${node.operation ?? ''} ${name}${variables}${directives}${selection}`;
    }
    case 'FragmentDefinition':
      return `fragment ${name}${condition}${directives}${selection}`;
    case 'VariableDefinition':
      return `${one(node.variable)}: ${one(node.type)}${one(node.defaultValue, ' = ')}${directives}`;
    case 'SelectionSet':
      return all(node.selections, '{ ', ' ', ' }');
    case 'Field':
      return `${one(node.alias, '', ': ')}${name}${given}${directives}${selection}`;
    case 'FragmentSpread':
      return `...${name}${directives}`;
    case 'InlineFragment':
      return `...${condition}${directives}${selection}`;
    case 'Directive':
      return `@${name}${given}`;
    case 'Argument':
    case 'ObjectField':
      return `${name}: ${typeof value === 'object' ? printNode(value) : ''}`;
    case 'Variable':
      return `$${name}`;
    case 'NamedType':
      return name;
    case 'ListType':
      return `[${one(node.type)}]`;
    case 'NonNullType':
      return `${one(node.type)}!`;
    case 'ListValue':
      return `[${all(node.values, '', ', ')}]`;
    case 'ObjectValue':
      return `{${all(node.fields, '', ', ')}}`;
    case 'NullValue':
      return 'null';
    case 'StringValue':
      return JSON.stringify(value);
    case 'Name':
    case 'IntValue':
    case 'FloatValue':
    case 'EnumValue':
    case 'BooleanValue':
      if (typeof value !== 'object') return String(value);
  }
  throw new TypeError(`${node.kind} is not part of an operation`);
}

function one(node: SyntaxNode | undefined, before = '', after = ''): string {
  return node === undefined ? '' : before + printNode(node) + after;
}

function all(
  nodes: readonly SyntaxNode[] | undefined,
  before: string,
  between: string,
  after = '',
): string {
  if (nodes === undefined || nodes.length === 0) return '';
  return before + nodes.map(printNode).join(between) + after;
}
