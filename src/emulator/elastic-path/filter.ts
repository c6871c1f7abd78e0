import { parseFilter, type Clause } from './filter-grammar.ts';
import { operators, type Operator } from './operators.ts';
import { refuseSearch } from './refusal.ts';

const MAX_CLAUSES = 10;

/** What may be asked of one field, and which texts a record shows there; none for null. */
export interface FilterField<Row> {
  readonly operators: readonly Operator[];
  /** Brings an operand into the form of the values; undefined if it cannot be one. */
  readonly normalise: (operand: string) => string | undefined;
  readonly valuesOf: (row: Row) => readonly string[];
}

export type FilterFields<Row> = Readonly<Record<string, FilterField<Row>>>;

export interface FilterRules<Row> {
  readonly fields: FilterFields<Row>;
  readonly quotes: boolean;
}

/** Turns the `filter` parameter into a test of one row. */
export function compileFilter<Row>(
  expression: string | undefined,
  rules: FilterRules<Row>,
): (row: Row) => boolean {
  if (expression === undefined || expression === '') return () => true;
  const clauses = parseFilter(expression, rules.quotes);
  if (clauses.length > MAX_CLAUSES) throw refuseSearch('Too many filters in the supplied filter');
  const tests = clauses.map((clause) => compileClause(clause, rules.fields));
  return (row) => tests.every((test) => test(row));
}

function compileClause<Row>(clause: Clause, fields: FilterFields<Row>): (row: Row) => boolean {
  const field = Object.hasOwn(fields, clause.field) ? fields[clause.field] : undefined;
  if (field === undefined) {
    const allowed = Object.keys(fields).join(', ');
    throw refuseSearch(
      `unknown field [${clause.field}] specified in search filter, allowed fields are [${allowed}]`,
    );
  }
  const operator = field.operators.find((name) => name === clause.operator);
  if (operator === undefined) {
    throw refuseSearch(
      `unknown operator [${clause.operator}] specified in search filter for field [${clause.field}], ` +
        `allowed operators are [${field.operators.join(', ')}]`,
    );
  }
  const operands = clause.operands.map((operand) => normaliseOperand(operand, field));
  const { takes, matches } = operators[operator];
  if (!takes(operands)) throw refuseSearch();
  return (row) => matches(field.valuesOf(row), operands);
}

function normaliseOperand<Row>(operand: string, field: FilterField<Row>): string {
  const normalised = field.normalise(operand);
  if (normalised === undefined) throw refuseSearch();
  return normalised;
}

type Operators = readonly Operator[];

/** Compared letter by letter. */
export function exact<Row>(
  operators: Operators,
  valuesOf: (row: Row) => readonly (string | null)[],
): FilterField<Row> {
  return {
    operators,
    normalise: (operand) => operand,
    valuesOf: (row) => valuesOf(row).filter((value) => value !== null),
  };
}

/** Compared without regard to case. */
export function caseless<Row>(
  operators: Operators,
  valueOf: (row: Row) => string | null,
): FilterField<Row> {
  return {
    operators,
    normalise: (operand) => operand.toLowerCase(),
    valuesOf: (row) => {
      const value = valueOf(row);
      return value === null ? [] : [value.toLowerCase()];
    },
  };
}

/** Compared in time: ISO texts of equal length sort like the instants that they name. */
export function instant<Row>(
  operators: Operators,
  epochMsOf: (row: Row) => number,
): FilterField<Row> {
  return {
    operators,
    normalise: (operand) => {
      const epochMs = Date.parse(operand);
      return Number.isNaN(epochMs) ? undefined : new Date(epochMs).toISOString();
    },
    valuesOf: (row) => [new Date(epochMsOf(row)).toISOString()],
  };
}
