import { asyncLocalStorage, requestContext as store, type RequestContextData } from '@fastify/request-context';
import type { FastifyBaseLogger } from 'fastify';

/** The caller, as the verified token names them. */
export type User = { readonly id: string; readonly email: string | null };

/** In a job and for an event, it is the user whose work is done, and there is no token. */
type Caller = { readonly user: User; readonly accessToken: string | null };
type SignedIn = Caller & { readonly accessToken: string };

declare module '@fastify/request-context' {
  interface RequestContextData {
    requestId: string;
    log: FastifyBaseLogger;
    /** Aborted when the request's time is up or the client has left. */
    signal: AbortSignal;
    /** Null until `app.authenticate` has verified the token. */
    caller: Caller | null;
  }
}

const current = (): Caller | null => store.get('caller') ?? null;

const requireCaller = (): SignedIn => {
  const caller = current();
  if (caller === null) throw new Error('There is no caller here: add `app.authenticate` to the route.');
  const { user, accessToken } = caller;
  if (accessToken === null)
    throw new Error(
      'There is no caller here: a job acts for its user through admin repositories, which take the owner.',
    );
  return { user, accessToken };
};

/** What belongs to the request being handled, wherever in the code one is. Empty outside of a request. */
export const requestContext = {
  /** The caller. @throws where there is no signed-in caller: the route lacks `app.authenticate`. */
  user: (): User => requireCaller().user,
  /** Who calls, with their token. @throws as `user` does. */
  requireCaller,
  /** The caller's access token, or null where there is no caller. */
  accessToken: (): string | null => current()?.accessToken ?? null,
  /** Runs work that belongs to no request, such as a job's, in a context of its own. */
  run: <T>(data: RequestContextData, work: () => T): T => asyncLocalStorage.run({ ...store, ...data }, work),
  setCaller: (user: User, accessToken: string): void => store.set('caller', { user, accessToken }),
  /** The id of the caller, or of the user whose job is done; null where there is none. */
  userId: (): string | null => current()?.user.id ?? null,
  /** The signal and the logger of the current request; undefined outside of one. */
  signal: (): AbortSignal | undefined => store.get('signal'),
  log: (): FastifyBaseLogger | undefined => store.get('log'),
  /** The id of the current request, or of the one that asked for this work; null where there is none. */
  requestId: (): string | null => store.get('requestId') ?? null,
};
