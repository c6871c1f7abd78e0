import { refuseSearch } from './refusal.ts';

/** One `op(field,operand,…)` of a filter. */
export interface Clause {
  readonly operator: string;
  readonly field: string;
  readonly operands: readonly string[];
}

const HEAD = /([a-z_]+)\(([A-Za-z0-9_-]+)/y;
/** May be empty: `eq(name,)` is well-formed and matches nothing. */
const BARE = /[A-Za-z0-9@$_*.{}|+:/-]*/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/y;

/**
 * Reads `op(field,value,…):op(field,…)`. Alternatives in parentheses, `(a|b)`, are not documented
 * for these collections and are refused like any other nonsense.
 * @param quotes whether the collection takes operands in quotation marks
 */
export function parseFilter(expression: string, quotes: boolean): Clause[] {
  const scanner = new Scanner(expression);
  const clauses: Clause[] = [];
  do clauses.push(parseClause(scanner, quotes));
  while (scanner.skip(':'));
  if (!scanner.isAtEnd()) throw refuseSearch();
  return clauses;
}

function parseClause(scanner: Scanner, quotes: boolean): Clause {
  const [, operator, field] = scanner.read(HEAD) ?? [];
  if (operator === undefined || field === undefined) throw refuseSearch();
  const operands: string[] = [];
  while (scanner.skip(',')) operands.push(parseOperand(scanner, quotes));
  if (!scanner.skip(')')) throw refuseSearch();
  return { operator, field, operands };
}

function parseOperand(scanner: Scanner, quotes: boolean): string {
  const quoted = quotes ? scanner.read(QUOTED) : undefined;
  if (quoted === undefined) return scanner.read(BARE)?.[0] ?? '';
  return (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/gs, '$1');
}

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.#at;
    const match = sticky.exec(this.#text) ?? undefined;
    this.#at += match?.[0].length ?? 0;
    return match;
  }

  skip(text: string): boolean {
    const found = this.#text.startsWith(text, this.#at);
    if (found) this.#at += text.length;
    return found;
  }

  isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }
}
