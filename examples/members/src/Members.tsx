import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { EditMember } from './EditMember.tsx';
import { Failure, nameOf, objectionOf, words } from './fields.tsx';
import type {
  AccountMembershipOrderField,
  MemberRowFragment,
  MembershipStatusFilter,
} from './generated/graphql.ts';
import { DisableMember, EnableMember, failuresInResult, MembersQuery } from './operations.ts';
import { useSettled } from './useSettled.ts';

const pageSize = 10;
const firstPage = { first: pageSize } as const;
type Window = { first: number; after?: string | null } | { last: number; before?: string | null };

export function Members() {
  const [name, setName] = useState('');
  const [status, setStatus] = useState<MembershipStatusFilter>('ACTIVE');
  const [order, setOrder] = useState<AccountMembershipOrderField>('FULL_NAME');
  const [window, setWindow] = useState<Window>(firstPage);
  const [edited, setEdited] = useState<MemberRowFragment | null>(null);
  const [disabled, setDisabled] = useState<MemberRowFragment | null>(null);
  const [said, setSaid] = useState('');

  const byFullName = useSettled(name.trim());
  const { data, previousData, loading, error, refetch } = useQuery(MembersQuery, {
    ...failuresInResult,
    variables: { filter: { byFullName, status }, orderBy: { field: order }, ...window },
    // Who is disabled leaves the list of the active ones.
    fetchPolicy: 'cache-and-network',
  });
  const members = (data ?? previousData)?.accountMemberships;

  const [disable] = useMutation(DisableMember, failuresInResult);
  const [enable] = useMutation(EnableMember, failuresInResult);

  async function onDisable(member: MemberRowFragment) {
    const { data, error } = await disable({ variables: { id: member.id } });
    const objection = objectionOf(error, data?.disableAccountMembership);
    setSaid(objection ?? `${nameOf(member)} is disabled.`);
    setDisabled(objection === undefined ? member : null);
  }

  async function onEnable(member: MemberRowFragment) {
    const { data, error } = await enable({ variables: { id: member.id } });
    const objection = objectionOf(error, data?.enableAccountMembership);
    setSaid(objection ?? `${nameOf(member)} is enabled.`);
    if (objection === undefined) setDisabled(null);
  }

  /** A cursor is of the list that is shown, which need not be the one that is on its way. */
  const isTurnable = !loading && byFullName === name.trim();

  function turnTo(page: Window) {
    if (isTurnable) setWindow(page);
  }

  /** Whatever the list is, it begins with its first page. */
  function from<T>(set: (value: T) => void) {
    return (value: T) => {
      set(value);
      setWindow(firstPage);
    };
  }

  return (
    <section aria-label="Members">
      <div className="bar" role="search">
        <label>
          Name
          <input type="search" value={name} onChange={(e) => from(setName)(e.target.value)} />
        </label>
        <label>
          Status
          <select
            value={status}
            onChange={(e) => from(setStatus)(e.target.value as MembershipStatusFilter)}
          >
            {(['ACTIVE', 'INACTIVE', 'ANY'] as const).map((value) => (
              <option key={value} value={value}>
                {words(value)}
              </option>
            ))}
          </select>
        </label>
        <label>
          Sort by
          <select
            value={order}
            onChange={(e) => from(setOrder)(e.target.value as AccountMembershipOrderField)}
          >
            {(['FULL_NAME', 'ROLE', 'PERMISSION', 'CREATED_AT'] as const).map((value) => (
              <option key={value} value={value}>
                {words(value)}
              </option>
            ))}
          </select>
        </label>
      </div>

      <p role="status">
        {said} {disabled && <button onClick={() => void onEnable(disabled)}>Undo</button>}
      </p>
      <Failure of={error} onRetry={refetch} />

      <table aria-busy={loading}>
        <caption>
          {members && `Members found: ${members.totalCount ?? 'unknown'}`}
          {!members && (error ? 'The members could not be read' : 'Loading…')}
        </caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Role</th>
            <th scope="col">Permission</th>
            <th scope="col">Status</th>
            <th scope="col">Actions</th>
          </tr>
        </thead>
        <tbody>
          {members?.nodes.map((member) => (
            <tr key={member.id}>
              <th scope="row">
                {member.user?.fullName ?? '–'}
                <small>{member.user?.emailAddress}</small>
              </th>
              <td data-label="Role">{member.defaultRole?.name ?? '–'}</td>
              <td data-label="Permission">{words(member.permission)}</td>
              <td data-label="Status">{words(member.status)}</td>
              <td>
                <button onClick={() => setEdited(member)}>Edit</button>{' '}
                {member.status === 'ACTIVE' ? (
                  <button onClick={() => void onDisable(member)}>Disable</button>
                ) : (
                  <button onClick={() => void onEnable(member)}>Enable</button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>

      {/* Not disabled while a page is on its way: they would lose the keyboard's focus. */}
      <nav aria-label="Pages">
        <button
          disabled={!members?.pageInfo.hasPreviousPage}
          aria-disabled={!isTurnable}
          onClick={() => turnTo({ last: pageSize, before: members?.pageInfo.startCursor })}
        >
          Previous
        </button>
        <button
          disabled={!members?.pageInfo.hasNextPage}
          aria-disabled={!isTurnable}
          onClick={() => turnTo({ first: pageSize, after: members?.pageInfo.endCursor })}
        >
          Next
        </button>
      </nav>

      {edited && <EditMember key={edited.id} member={edited} onClose={() => setEdited(null)} />}
    </section>
  );
}
