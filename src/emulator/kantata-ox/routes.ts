import { emptyAnswer, jsonAnswer, type Answer } from '../answer.ts';
import type { RecordedRequest } from '../recorder.ts';
import { isAdministrator, isLead, type Context } from './caller.ts';

import { leadingInteger } from './parameters.ts';
import { forbidden, notFound } from './refusal.ts';
import type { Collection, Collections } from './resource.ts';
import type { World } from './world.ts';
import * as invitations from './writes/account-invitations.ts';
import * as memberships from './writes/account-memberships.ts';
import { attributesUnder, batchUnder } from './writes/body.ts';
import { updateUser } from './writes/users.ts';

/** Without a route of its own; it comes along with users. */
const INCLUDED_ONLY = ['external_references'];
const WITHOUT_SHOW = ['cost_rates', 'skill_categories'];
const ADMINISTRATORS_ONLY = ['cost_rates', 'billable_utilizations'];

/** Finds what a request asks for and does it. A path or verb that is not there is not found. */
export function route(
  request: RecordedRequest,
  context: Context,
  collections: Collections,
): Answer {
  const [, key = '', id, action, ...rest] = request.path.split('/');
  const collection = collections.get(key);
  if (collection === undefined || INCLUDED_ONLY.includes(key) || rest.length > 0) throw notFound();
  const target: Target = { request, context, collection, id, action };
  if (request.method === 'GET' || request.method === 'HEAD') return read(target);
  return write(target);
}

interface Target {
  readonly request: RecordedRequest;
  readonly context: Context;
  readonly collection: Collection;
  readonly id: string | undefined;
  readonly action: string | undefined;
}

function read({ context, collection, id, action }: Target): Answer {
  const { key } = collection;
  if (action !== undefined) throw notFound();
  if (ADMINISTRATORS_ONLY.includes(key) && !isAdministrator(context)) throw forbidden();
  if (id === undefined) return jsonAnswer(200, collection.list(context));
  if (key === 'users' && id === 'me') {
    return jsonAnswer(200, collection.presentWritten([context.caller.userId], context));
  }
  if (WITHOUT_SHOW.includes(key)) throw notFound();
  return jsonAnswer(200, collection.show(id, context));
}

function write(target: Target): Answer {
  const { request, collection, id, action } = target;
  const named = id === undefined ? '' : '/:id';
  const verb = action === undefined ? '' : `/${action}`;
  const perform = WRITES[`${request.method} ${collection.key}${named}${verb}`];
  if (perform === undefined) throw notFound();
  const written = perform(target);
  if (written === GONE) return emptyAnswer(204);
  return jsonAnswer(200, collection.presentWritten(written, target.context));
}

const GONE = 'gone';

/** Does it, and returns the ids of the rows that the answer presents. */
type Write = (target: Target) => readonly number[] | typeof GONE;

const WRITES: Readonly<Record<string, Write>> = {
  'PUT account_memberships/:id': onMembership((row, { request, context }) => {
    memberships.updateMembership(row, attributesUnder('account_membership', request), context);
  }),
  'PUT account_memberships/:id/disable': onMembership((row, { context }) => {
    memberships.disableMembership(row, context);
  }),
  'PUT account_memberships/:id/enable': onMembership((row, { context }) => {
    memberships.enableMembership(row, context);
  }),
  'DELETE account_memberships/:id': onMembership((row, { context }) => {
    memberships.deleteMembership(row, context);
    return GONE;
  }),

  'POST account_invitations': ({ request, context }) => {
    if (!isLead(context)) throw forbidden();
    const batch = batchUnder('account_invitation', 'account_invitations', request);
    return invitations.createInvitations(batch, context);
  },
  'PUT account_invitations/:id': onInvitation((row, { request, context }) => {
    invitations.updateInvitation(row, attributesUnder('account_invitation', request), context);
  }),
  'PUT account_invitations/:id/resend': onInvitation((row, { context }) => {
    invitations.resendInvitation(row, context);
  }),
  'DELETE account_invitations/:id': onInvitation((row, { context }) => {
    invitations.deleteInvitation(row, context);
    return GONE;
  }),

  'PUT users/:id': on(
    (world) => world.users,
    isAdministrator,
    (row, { request, context }) => {
      updateUser(row, attributesUnder('user', request), context);
    },
  ),
};

type Change<Row> = (row: Row, target: Target) => undefined | typeof GONE;

function onMembership(change: Change<Row<'account_memberships'>>): Write {
  return on((world) => world.account_memberships, isAdministrator, change);
}

function onInvitation(change: Change<Row<'account_invitations'>>): Write {
  return on((world) => world.account_invitations, isLead, change);
}

/** A write finds its row whatever default filters would hide. */
function on<Row extends { readonly id: number }>(
  rows: (world: World) => ReadonlyMap<number, Row>,
  isAllowed: (context: Context) => boolean,
  change: Change<Row>,
): Write {
  return (target) => {
    const row = rows(target.context.world).get(leadingInteger(target.id ?? ''));
    if (row === undefined) throw notFound();
    if (!isAllowed(target.context)) throw forbidden();
    return change(row, target) ?? [row.id];
  };
}

type Row<Key extends 'account_memberships' | 'account_invitations'> =
  World[Key] extends Map<number, infer Held> ? Held : never;
