export type Operator =
  'eq' | 'like' | 'ilike' | 'in' | 'contains' | 'is_null' | 'gt' | 'ge' | 'lt' | 'le';

interface Meaning {
  /** Whether the operator can be given these operands. */
  readonly takes: (operands: readonly string[]) => boolean;
  readonly matches: (values: readonly string[], operands: readonly string[]) => boolean;
}

export const range = ['lt', 'le', 'eq', 'gt', 'ge'] as const satisfies readonly Operator[];

export const operators: Readonly<Record<Operator, Meaning>> = {
  eq: one((value, operand) => value === operand),
  like: one(resembles),
  ilike: one(resembles),
  contains: one((value, operand) => value === operand),
  gt: one((value, operand) => value > operand),
  ge: one((value, operand) => value >= operand),
  lt: one((value, operand) => value < operand),
  le: one((value, operand) => value <= operand),
  in: {
    takes: (operands) => operands.length > 0 && operands.every((text) => !text.includes('*')),
    matches: (values, operands) => values.some((value) => operands.includes(value)),
  },
  is_null: {
    takes: (operands) => operands.length === 0,
    matches: (values) => values.length === 0,
  },
};

/** Exactly one operand. An empty one is accepted, and no value equals or resembles it. */
function one(holds: (value: string, operand: string) => boolean): Meaning {
  return {
    takes: (operands) => operands.length === 1,
    matches: (values, [operand = '']) => values.some((value) => holds(value, operand)),
  };
}

/** `*` stands for anything at either end; in the middle it is a letter like any other. */
function resembles(value: string, pattern: string): boolean {
  const core = pattern.replace(/^\*/, '').replace(/\*$/, '');
  const openStart = pattern.startsWith('*');
  const openEnd = pattern.length > 1 && pattern.endsWith('*');
  if (openStart && openEnd) return value.includes(core);
  if (openStart) return value.endsWith(core);
  if (openEnd) return value.startsWith(core);
  return value === core;
}
