import { type AppError, appError } from './app-error.ts';

/** The error of a supabase-js storage call. */
export type StorageFailure = {
  readonly name: string;
  readonly message: string;
  /** The status that the reply names in its body, or a code such as NoSuchKey. */
  readonly statusCode?: string | undefined;
  readonly status?: number | undefined;
  /** What fetch threw, where there was no reply. */
  readonly originalError?: unknown;
};

const byStatus: Readonly<Record<number, (failure: StorageFailure) => AppError>> = {
  401: (failure) => appError.unauthorized('invalid_token', 'The access token is not valid.', null, failure),
  403: (failure) => appError.forbidden('forbidden', 'You may not do this.', null, failure),
  404: () => appError.notFound('file'),
  409: (failure) => appError.conflict('already_exists', 'A file of this name exists already.', null, failure),
  413: (failure) => appError.payloadTooLarge('file_too_large', 'This file is too large.', null, failure),
  415: (failure) =>
    appError.unsupportedMediaType('file_type_refused', 'Files of this type are not taken.', null, failure),
  429: (failure) =>
    appError.unavailable(
      'storage_unavailable',
      'The file storage has too much to do. Try again shortly.',
      null,
      failure,
    ),
  504: (failure) => appError.timeout('storage_timeout', 'The file storage took too long. Try again.', null, failure),
};

/** Turns an error of the storage API into ours. What it said stays in `cause`, for the log only. */
export function storageError(failure: StorageFailure): AppError {
  // Storage answers 400 to most things, and names the status that it means in the body.
  const named = Number(failure.statusCode);
  const status = Number.isInteger(named) && named >= 400 ? named : (failure.status ?? 0);
  const known = byStatus[status];
  if (known !== undefined) return known(failure);
  if (status >= 400 && status < 500)
    return appError.badRequest('rejected_by_storage', 'The file storage does not take this.', null, failure);
  const said = `${failure.name} ${failure.message} ${String(failure.originalError)}`;
  if (/There is no caller here|Refused to call/.test(said))
    return appError.internal('internal_error', 'Something went wrong on our side.', null, failure);
  if (/TimeoutError|AbortError|aborted/.test(said))
    return appError.timeout('storage_timeout', 'The file storage took too long. Try again.', null, failure);
  return appError.unavailable(
    'storage_unavailable',
    'The file storage cannot be reached. Try again shortly.',
    null,
    failure,
  );
}
