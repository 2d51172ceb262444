import { storageError, type StorageFailure } from './storage-error.ts';

type Result = { readonly data: unknown; readonly error: StorageFailure | null };

/** The data of a storage call of supabase-js. @throws the error of the reply as one of ours (see `storageError`). */
export function unwrapStorage<R extends Result>({ data, error }: R): Extract<R, { error: null }>['data'] {
  if (error !== null) throw storageError(error);
  return data;
}
