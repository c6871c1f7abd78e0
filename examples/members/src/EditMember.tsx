import { useMutation, useQuery } from '@apollo/client/react';
import { useEffect, useRef, type FormEvent } from 'react';
import {
  Complaints,
  errorOf,
  Failure,
  Field,
  nameOf,
  otherErrors,
  permissions,
  Submit,
  words,
} from './fields.tsx';
import type {
  AccountPermission,
  ChangeRoleOption,
  MemberRowFragment,
  UpdateAccountMembershipInput,
} from './generated/graphql.ts';
import { failuresInResult, RolesQuery, UpdateMember } from './operations.ts';

const fields = ['permission', 'defaultRoleId', 'changeRoleOption', 'billRateInCents'];

interface Props {
  readonly member: MemberRowFragment;
  readonly onClose: () => void;
}

export function EditMember({ member, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { data: roles, error: unread, refetch } = useQuery(RolesQuery);
  const [update, { data, loading, error }] = useMutation(UpdateMember, failuresInResult);
  const errors = data?.updateAccountMembership?.userErrors ?? [];

  // A select chooses its first option where it lacks the value: each must offer what the member has.
  const permission = permissions.find((each) => each === member.permission) ?? '';
  const ownRole = member.defaultRole;
  const otherRoles = roles?.roles?.nodes.filter(({ id }) => id !== ownRole?.id) ?? [];

  useEffect(() => dialog.current?.showModal(), []);

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (loading) return;
    const input = changesOf(member, new FormData(event.currentTarget));
    const { data, error } = await update({ variables: { input } });
    if (!error && data?.updateAccountMembership?.userErrors.length === 0) onClose();
  }

  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="edit-title">
      <form onSubmit={(event) => void onSubmit(event)}>
        <h2 id="edit-title">{nameOf(member)}</h2>
        <Field label="Permission" error={errorOf(errors, 'permission')}>
          {(given) => (
            <select {...given} name="permission" defaultValue={permission}>
              {permission === '' && <option value="">{words(member.permission)}</option>}
              {permissions.map((value) => (
                <option key={value} value={value}>
                  {words(value)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Role" error={errorOf(errors, 'defaultRoleId')}>
          {(given) => (
            <select {...given} name="defaultRoleId" defaultValue={ownRole?.id ?? ''}>
              <option value="">None</option>
              {ownRole && <option value={ownRole.id}>{ownRole.name}</option>}
              {otherRoles.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="In existing projects" error={errorOf(errors, 'changeRoleOption')}>
          {(given) => (
            <select {...given} name="changeRoleOption">
              <option value="KEEP_EXISTING_ROLE">Keep the role there</option>
              <option value="ADD_ANOTHER_ROLE">Add the new role</option>
              <option value="UPDATE_WITH_NEW_ROLE">Replace the role</option>
            </select>
          )}
        </Field>
        <Field label="Bill rate per hour, in cents" error={errorOf(errors, 'billRateInCents')}>
          {(given) => (
            <input
              {...given}
              name="billRateInCents"
              type="number"
              min="0"
              defaultValue={member.billRateInCents ?? ''}
            />
          )}
        </Field>
        <Failure of={unread} onRetry={refetch} />
        <Complaints of={[...otherErrors(errors, fields), ...(error ? [error] : [])]} />
        <p className="bar">
          <Submit busy={loading}>Save</Submit>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </p>
      </form>
    </dialog>
  );
}

/** Only what was changed: a key that is absent leaves its value, null clears it. */
function changesOf(member: MemberRowFragment, form: FormData): UpdateAccountMembershipInput {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const permission = text('permission');
  const role = text('defaultRoleId');
  const rate = text('billRateInCents') === '' ? null : Number(text('billRateInCents'));
  return {
    id: member.id,
    ...(permission !== '' &&
      permission !== member.permission && { permission: permission as AccountPermission }),
    ...(role !== (member.defaultRole?.id ?? '') && {
      defaultRoleId: role || null,
      ...(role && { changeRoleOption: text('changeRoleOption') as ChangeRoleOption }),
    }),
    ...(rate !== (member.billRateInCents ?? null) && { billRateInCents: rate }),
  };
}
