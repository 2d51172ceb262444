import type { FastifyInstance, FastifyReply } from 'fastify';

type Tokens = { readonly access_token: string; readonly refresh_token: string };
type SignedIn<User, T> = { readonly user: User; readonly tokens: T };

/** The reply's `data` for who signed in: with tokens, or with a cookie and none. Neither may be kept by a cache. */
export async function replySignedIn<User, T extends Tokens | null>(
  app: FastifyInstance,
  reply: FastifyReply,
  { user, tokens }: SignedIn<User, T>,
  session: boolean,
): Promise<SignedIn<User, T | null>> {
  reply.header('cache-control', 'no-store');
  if (!session || tokens === null) return { user, tokens };
  await app.startSession(reply, tokens);
  return { user, tokens: null };
}
