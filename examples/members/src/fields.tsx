import { useId, type ReactNode } from 'react';

export interface UserError {
  readonly field?: readonly string[] | null;
  readonly message: string;
}

/** What was refused about one field of the input. */
export const errorOf = (errors: readonly UserError[], field: string) =>
  errors.find((error) => error.field?.at(-1) === field)?.message;

/** What was refused about the input as a whole, or about what the form does not ask for. */
export const otherErrors = (errors: readonly UserError[], fields: readonly string[]) =>
  errors.filter(({ field }) => !fields.includes(field?.at(-1) ?? ''));

/** Why a change was not made: it failed, or it was refused. */
export const objectionOf = (
  error: { readonly message: string } | undefined,
  payload: { readonly userErrors: readonly UserError[] } | null | undefined,
) => (error ?? payload?.userErrors[0])?.message;

interface FieldProps {
  readonly label: string;
  readonly error?: string | undefined;
  readonly children: (given: {
    id: string;
    'aria-invalid': boolean;
    'aria-describedby': string | undefined;
  }) => ReactNode;
}

/** A label, its control, and what is wrong with it. */
export function Field({ label, error, children }: FieldProps) {
  const id = useId();
  const errorId = `${id}-error`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-invalid': error !== undefined,
        'aria-describedby': error === undefined ? undefined : errorId,
      })}
      {error !== undefined && (
        <p className="error" id={errorId}>
          {error}
        </p>
      )}
    </div>
  );
}

/** What belongs to no field of a form. */
export function Complaints({ of }: { readonly of: readonly { readonly message: string }[] }) {
  return of.map(({ message }) => (
    <p className="error" role="alert" key={message}>
      {message}
    </p>
  ));
}

/** What could not be read, and the way to try once more. */
export function Failure({ of, onRetry }: FailureProps) {
  // If it fails again, `of` says so.
  const retry = () => void onRetry().catch(() => undefined);
  return (
    of && (
      <p className="error" role="alert">
        {of.message}{' '}
        <button type="button" onClick={retry}>
          Try again
        </button>
      </p>
    )
  );
}

interface FailureProps {
  readonly of: { readonly message: string } | undefined;
  readonly onRetry: () => Promise<unknown>;
}

/** Not disabled while it is busy, since it would lose the keyboard's focus: its form sends nothing twice. */
export function Submit({ busy, children }: { readonly busy: boolean; readonly children: string }) {
  return <button aria-disabled={busy}>{children}</button>;
}

export const permissions = [
  'ADMINISTRATOR',
  'REPORTS_VIEWER_WITH_COST',
  'REPORTS_VIEWER',
  'PROJECT_LEAD',
  'PROJECT_CREATOR',
  'COLLABORATOR',
  'EXTERNAL_COLLABORATOR',
  'PUNCH_CLOCK',
] as const;

/** A token may see a membership and not the person. */
export const nameOf = (member: { readonly user?: { readonly fullName?: string | null } | null }) =>
  member.user?.fullName ?? 'The member';

export const words = (value: string | null | undefined) =>
  value ? value[0] + value.slice(1).toLowerCase().replaceAll('_', ' ') : '–';
