import { addDays } from '../calendar.ts';
import { isAdministrator, type Context } from '../caller.ts';
import { PERMISSIONS, type AccountInvitation, type Permission } from '../records.ts';
import { invalid, invalidBase, type ErrorEntry } from '../refusal.ts';
import { ACCOUNT_ID, add, now, TODAY, type World } from '../world.ts';
import { assign, AttributeReader, MAX_CENTS, Problems } from './attributes.ts';
import type { Attributes } from './body.ts';
import { join } from './joining.ts';

const MAX_BATCH = 50;
const DEFAULT_PERMISSION: Permission = 'project_creator';
const DAYS_TO_ACCEPT = 30;
const INVITABLE = PERMISSIONS.filter((permission) => permission !== 'external_collaborator');
const EMAIL_ADDRESS = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

/**
 * Nothing stops the same person from being invited twice. Returns the ids created, in the order of
 * the batch; whether one bad row spoils the rest is a matter of reading.
 */
export function createInvitations(batch: readonly Attributes[], context: Context): number[] {
  if (batch.length > MAX_BATCH) throw invalidBase(`At most ${MAX_BATCH} invitations at once`);
  const wrong: ErrorEntry[] = [];
  const good: (() => AccountInvitation)[] = [];
  batch.forEach((attributes, index) => {
    const problems = new Problems(index);
    const create = prepare(attributes, context, problems);
    wrong.push(...problems.found);
    if (problems.found.length === 0) good.push(create);
  });
  const goesAhead = wrong.length === 0 || context.readings.bulkCreation === 'partial';
  const created = goesAhead ? good.map((create) => create()) : [];
  if (created.length > 0) context.world.version += 1;
  if (wrong.length > 0) throw invalid(wrong);
  return created.map((row) => row.id);
}

export function updateInvitation(
  row: AccountInvitation,
  attributes: Attributes,
  context: Context,
): void {
  const problems = new Problems(0);
  const changes = readTerms(attributes, context, problems, row.default_role_id);
  if (problems.found.length > 0) throw invalid(problems.found);
  if (!assign(row, changes)) return;
  row.updated_at = now();
  context.world.version += 1;
}

/** The time to accept begins anew. */
export function resendInvitation(row: AccountInvitation, { world }: Context): void {
  if (!row.pending) throw invalidBase('The invitation has been accepted');
  row.expiration_date = addDays(TODAY, DAYS_TO_ACCEPT);
  row.updated_at = now();
  world.version += 1;
}

export function deleteInvitation(row: AccountInvitation, { world }: Context): void {
  world.account_invitations.delete(row.id);
  world.version += 1;
}

function prepare(
  attributes: Attributes,
  context: Context,
  problems: Problems,
): () => AccountInvitation {
  const { world, caller, readings } = context;
  const read = new AttributeReader(attributes, problems);
  const email = read.text('email_address') ?? '';
  const name = read.text('full_name') ?? '';
  const headline = read.text('headline') ?? null;
  const terms = readTerms(attributes, context, problems, null);
  if (email === '') problems.add('email_address', "can't be blank");
  else if (!EMAIL_ADDRESS.test(email)) problems.add('email_address', 'is invalid');
  else if (isMember(world, email)) problems.add('email_address', 'belongs to a member already');
  if (name === '') problems.add('full_name', "can't be blank");
  return () => {
    const row = add<AccountInvitation>(world.account_invitations, {
      id: Math.max(55_000, ...world.account_invitations.keys()) + 1,
      email_address: email,
      full_name: name,
      headline,
      permission: DEFAULT_PERMISSION,
      pending: true,
      expiration_date: addDays(TODAY, DAYS_TO_ACCEPT),
      bill_rate_in_cents: null,
      cost_rate_in_cents: null,
      billability_target: null,
      default_role_id: null,
      inviter_id: caller.userId,
      invitee_id: null,
      created_at: now(),
      updated_at: now(),
    });
    assign(row, terms);
    if (readings.newInvitees === 'joined') join(world, row);
    return row;
  };
}

/** What may be changed later, too. The cost rate of a lesser token is passed over. */
function readTerms(
  attributes: Attributes,
  context: Context,
  problems: Problems,
  currentRole: number | null,
) {
  const read = new AttributeReader(attributes, problems);
  return {
    permission: read.permission('permission', INVITABLE),
    default_role_id: read.role('default_role_id', context.world, currentRole),
    bill_rate_in_cents: read.integer('bill_rate_in_cents', 0, MAX_CENTS),
    billability_target: read.integer('billability_target', 0, 100),
    cost_rate_in_cents: isAdministrator(context)
      ? read.integer('cost_rate_in_cents', 0, MAX_CENTS)
      : undefined,
  };
}

function isMember(world: World, email: string): boolean {
  return world.users
    .values()
    .some(
      (user) =>
        user.account_id === ACCOUNT_ID && user.email_address.toLowerCase() === email.toLowerCase(),
    );
}
