/** Why a heavy association is not asked for. */
import { Fault } from '../domain/fault.ts';
import { mostHeavyRows } from '../domain/noun.ts';

export function tooHeavy(): Fault {
  return new Fault(
    'OPERATION_TOO_EXPENSIVE',
    `This association takes seconds for each row: select it for at most ${mostHeavyRows} rows.`,
  );
}
