import { databaseError, type PostgrestFailure } from './database-error.ts';

type Result<T> =
  | { readonly data: T; readonly error: null; readonly status: number }
  | { readonly data: null; readonly error: PostgrestFailure; readonly status: number };

/** The data of a supabase-js reply. @throws the error of the reply as one of ours (see `databaseError`). */
export function unwrap<T>({ data, error, status }: Result<T>): T {
  if (error !== null) throw databaseError(error, status);
  return data as T;
}
