import { type AppError, appError } from './app-error.ts';

/** The error of a PostgREST reply, as supabase-js hands it over. */
export type PostgrestFailure = {
  readonly code: string;
  readonly message: string;
  readonly details: string | null;
  readonly hint: string | null;
};

type Mapping = (failure: PostgrestFailure) => AppError;

const constraintOf = ({ message }: PostgrestFailure): { constraint: string | null } => ({
  constraint: /constraint "([^"]+)"/.exec(message)?.[1] ?? null,
});

const internal: Mapping = (failure) =>
  appError.internal('internal_error', 'Something went wrong on our side.', null, failure);
const invalidValue: Mapping = (failure) =>
  appError.badRequest('invalid_value', 'A value does not fit its column.', null, failure);
const unavailable: Mapping = (failure) =>
  appError.unavailable('database_unavailable', 'The database cannot be reached. Try again shortly.', null, failure);
const timedOut: Mapping = (failure) =>
  appError.timeout('database_timeout', 'The database took too long. Try again, or ask for less.', null, failure);
const raised: Mapping = (failure) => appError.badRequest('rejected_by_database', failure.message, null, failure);
const badToken: Mapping = (failure) =>
  /expired/.test(failure.message)
    ? appError.unauthorized('token_expired', 'The access token has expired.', null, failure)
    : appError.unauthorized('invalid_token', 'The access token is not valid.', null, failure);
const checkViolation: Mapping = (failure) =>
  appError.badRequest('check_violation', 'A value breaks a rule of the database.', constraintOf(failure), failure);

// Codes: PostgreSQL, appendix A of its manual (SQLSTATE); PGRST…: PostgREST, "Errors".
const byCode: Readonly<Record<string, Mapping>> = {
  '23505': (failure) =>
    appError.conflict('already_exists', 'A record with this value exists already.', constraintOf(failure), failure),
  '23503': (failure) =>
    failure.message.startsWith('update or delete')
      ? appError.conflict('still_referenced', 'Other records refer to this one.', constraintOf(failure), failure)
      : appError.unprocessable(
          'reference_not_found',
          'A record that is referred to does not exist.',
          constraintOf(failure),
          failure,
        ),
  '23514': checkViolation,
  '23502': (failure) => appError.badRequest('value_required', 'A value that is required is missing.', null, failure),
  '22P02': invalidValue,
  '22001': invalidValue,
  '22003': invalidValue,
  '22007': invalidValue,
  '22008': invalidValue,
  '22021': invalidValue,
  '22P05': invalidValue,
  '54000': invalidValue,
  P0001: raised,
  '42501': (failure) => appError.forbidden('forbidden', 'You may not do this.', null, failure),
  '40001': (failure) =>
    appError.conflict('write_conflict', 'Somebody else wrote at the same time. Try again.', null, failure),
  '40P01': (failure) =>
    appError.conflict('write_conflict', 'Somebody else wrote at the same time. Try again.', null, failure),
  '57014': timedOut,
  '57P01': unavailable,
  '57P03': unavailable,
  PGRST000: unavailable,
  PGRST001: unavailable,
  PGRST002: unavailable,
  PGRST003: timedOut,
  PGRST116: () => appError.notFound('record'),
  PGRST301: badToken,
  PGRST302: badToken,
  PGRST303: badToken,
};

// `raise sqlstate 'PT409'`: PostgREST answers with that status.
const RAISED_STATUS = /^PT(4\d\d)$/;

// Supabase Lite answers some errors without their SQLSTATE; supabase-js reports a failed fetch without any code.
const hasNoCode = ({ code }: PostgrestFailure): boolean => !code || code.startsWith('SUP');
const byMessage: ReadonlyArray<readonly [RegExp, Mapping]> = [
  [/There is no caller here|Refused to call/, internal],
  [/violates check constraint/, checkViolation],
  [/TimeoutError|statement timeout/, timedOut],
  [/AbortError|aborted/, timedOut],
  [/fetch failed|ECONNREFUSED|ECONNRESET|terminated|socket/i, unavailable],
];

/**
 * Turns an error of PostgREST or Postgres into ours. What the database said stays in `cause`, for the log only;
 * the one message passed on is that of a `raise` in our own SQL.
 */
export function databaseError(failure: PostgrestFailure, status: number): AppError {
  const guess = hasNoCode(failure) ? byMessage.find(([pattern]) => pattern.test(failure.message))?.[1] : undefined;
  const mapping = byCode[failure.code] ?? guess;
  if (mapping !== undefined) return mapping(failure);
  const raisedStatus = RAISED_STATUS.exec(failure.code)?.[1];
  if (raisedStatus !== undefined) return Object.assign(raised(failure), { statusCode: Number(raisedStatus) });
  if (/^(08|53)/.test(failure.code)) return unavailable(failure);
  // What stands between us and PostgREST answers in its own words.
  if (status === 504) return timedOut(failure);
  if ([0, 502, 503, 520].includes(status)) return unavailable(failure);
  return internal(failure);
}
