import { type AppError, appError } from './app-error.ts';

/** The error of a reply of Supabase Auth, as supabase-js hands it over. */
export type AuthFailure = {
  readonly name?: string | undefined;
  readonly code?: string | undefined;
  readonly status?: number | undefined;
  readonly message: string;
};

type Mapping = (failure: AuthFailure) => AppError;

// One error for all that is wrong with an address and a password, so that it does not tell which addresses are known.
const invalidCredentials: Mapping = (failure) =>
  appError.unauthorized(
    'invalid_credentials',
    'The address or the password is not right, or the address is not confirmed yet (follow the link in the mail).',
    null,
    failure,
  );
const invalidLink: Mapping = (failure) =>
  appError.badRequest(
    'link_not_valid',
    'This link was used, replaced or has expired. Ask for a new one.',
    null,
    failure,
  );
const sessionEnded: Mapping = (failure) =>
  appError.unauthorized('session_ended', 'This session has ended. Sign in again.', null, failure);
const invalidGrant: Mapping = (failure) =>
  appError.badRequest(
    'oauth_code_not_valid',
    'This sign-in was used, has expired, or began elsewhere. Start again.',
    null,
    failure,
  );
const tooMany: Mapping = (failure) =>
  appError.tooManyRequests('rate_limited', 'Too many requests. Try again in a minute.', null, failure);
const wrongCode: Mapping = (failure) =>
  appError.badRequest('code_not_valid', 'This code is not right, or is too old. Take the next one.', null, failure);
const noFactor: Mapping = () => appError.notFound('factor');

// @see https://supabase.com/docs/guides/auth/debugging/error-codes
const byCode: Readonly<Record<string, Mapping>> = {
  invalid_credentials: invalidCredentials,
  email_not_confirmed: invalidCredentials,
  user_banned: (failure) => appError.forbidden('user_banned', 'This account is blocked.', null, failure),
  signup_disabled: (failure) => appError.forbidden('sign_up_disabled', 'New accounts are not taken.', null, failure),
  weak_password: (failure) => appError.badRequest('weak_password', failure.message, null, failure),
  same_password: (failure) =>
    appError.unprocessable('same_password', 'The new password is the old one. Choose another.', null, failure),
  email_address_invalid: (failure) =>
    appError.badRequest('email_not_valid', 'Mail cannot be sent to this address.', null, failure),
  email_exists: (failure) => appError.conflict('email_taken', 'This address has an account.', null, failure),
  otp_expired: invalidLink,
  session_not_found: sessionEnded,
  session_expired: sessionEnded,
  user_not_found: sessionEnded,
  bad_jwt: sessionEnded,
  no_authorization: sessionEnded,
  flow_state_not_found: invalidGrant,
  flow_state_expired: invalidGrant,
  flow_state_already_used: invalidGrant,
  bad_code_verifier: invalidGrant,
  over_request_rate_limit: tooMany,
  over_email_send_rate_limit: tooMany,
  mfa_factor_not_found: noFactor,
  mfa_challenge_expired: wrongCode,
  mfa_verification_failed: wrongCode,
  mfa_verification_rejected: wrongCode,
  mfa_factor_name_conflict: (failure) =>
    appError.conflict('factor_name_taken', 'You have a factor of this name already.', null, failure),
  too_many_enrolled_mfa_factors: (failure) =>
    appError.conflict('too_many_factors', 'Remove a factor first: there is no room for another.', null, failure),
  insufficient_aal: (failure) =>
    appError.forbidden('second_factor_required', 'Verify your second factor first.', null, failure),
};

/** Turns an error of Supabase Auth into ours. What Auth said stays in `cause`, for the log, but for the rules of passwords. */
export function authError(failure: AuthFailure): AppError {
  const mapping = byCode[failure.code ?? ''];
  if (mapping !== undefined) return mapping(failure);
  // supabase-js leaves out the code of a session that is gone.
  if (failure.name === 'AuthSessionMissingError') return sessionEnded(failure);
  const status = failure.status ?? 0;
  if (status === 429) return tooMany(failure);
  if (status === 0 || status >= 502)
    return appError.unavailable(
      'auth_unavailable',
      'The sign-in service cannot be reached. Try again shortly.',
      null,
      failure,
    );
  return appError.internal('internal_error', 'Something went wrong on our side.', null, failure);
}
