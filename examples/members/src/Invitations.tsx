import { useMutation, useQuery } from '@apollo/client/react';
import { useRef, useState, type FormEvent } from 'react';
import {
  Complaints,
  errorOf,
  Failure,
  Field,
  objectionOf,
  otherErrors,
  Submit,
} from './fields.tsx';
import { failuresInResult, InvitationsQuery, Invite, Resend } from './operations.ts';

const fields = ['fullName', 'emailAddress'];

export function Invitations() {
  const form = useRef<HTMLFormElement>(null);
  const [said, setSaid] = useState('');
  const { data, error: unread, refetch } = useQuery(InvitationsQuery, failuresInResult);
  const [invite, { data: outcome, loading, error }] = useMutation(Invite, {
    ...failuresInResult,
    refetchQueries: [InvitationsQuery],
  });
  const [resend] = useMutation(Resend, failuresInResult);
  const errors = outcome?.createInvitation?.userErrors ?? [];

  async function onInvite(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (loading) return;
    const values = new FormData(event.currentTarget);
    const [fullName, emailAddress] = [values.get('fullName'), values.get('emailAddress')].map(
      String,
    );
    setSaid('');
    const { data, error } = await invite({
      variables: {
        input: {
          fullName: fullName ?? '',
          emailAddress: emailAddress ?? '',
          permission: 'COLLABORATOR',
        },
      },
    });
    const payload = data?.createInvitation;
    if (error || payload?.userErrors.length !== 0) return;
    form.current?.reset();
    // Who is new to Kantata OX may be a member at once.
    setSaid(
      payload.invitation?.pending === false
        ? `${fullName} is a member now.`
        : `${fullName} is invited.`,
    );
  }

  async function onResend(id: string, name: string) {
    const { data, error } = await resend({ variables: { id } });
    setSaid(
      objectionOf(error, data?.resendInvitation) ?? `The invitation of ${name} was sent again.`,
    );
  }

  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations">Invitations</h2>
      <form ref={form} className="bar" onSubmit={(event) => void onInvite(event)}>
        <Field label="Full name" error={errorOf(errors, 'fullName')}>
          {(given) => <input {...given} name="fullName" required />}
        </Field>
        <Field label="E-mail address" error={errorOf(errors, 'emailAddress')}>
          {(given) => (
            <input {...given} name="emailAddress" type="text" inputMode="email" required />
          )}
        </Field>
        <Submit busy={loading}>Invite</Submit>
      </form>
      <Complaints of={[...otherErrors(errors, fields), ...(error ? [error] : [])]} />
      <p role="status">{said}</p>
      <Failure of={unread} onRetry={refetch} />
      <ul>
        {data?.invitations?.nodes.map(({ id, fullName, emailAddress, expirationDate }) => (
          <li key={id}>
            {fullName}{' '}
            <small>
              {emailAddress}, until {expirationDate}
            </small>{' '}
            <button onClick={() => void onResend(id, fullName ?? '')}>Resend</button>
          </li>
        ))}
      </ul>
    </section>
  );
}
