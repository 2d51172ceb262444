import { databaseError, type PostgrestFailure } from './database-error.ts';

type Result = { readonly data: unknown; readonly error: PostgrestFailure | null; readonly status: number };

/** The data of a supabase-js reply. @throws the error of the reply as one of ours (see `databaseError`). */
export function unwrap<R extends Result>({ data, error, status }: R): Extract<R, { error: null }>['data'] {
  if (error !== null) throw databaseError(error, status);
  return data;
}
