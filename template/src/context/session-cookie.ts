import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { config } from '../config/config.ts';

// Over plain http on this machine, Chrome refuses the prefix and Safari whatever is Secure.
const isPlain = config.NODE_ENV === 'development';
const NAME = isPlain ? 'session' : '__Host-session';
const HEADER = new RegExp(`(?:^|;)\\s*${NAME}=([\\w-]{43})\\s*(?:;|$)`);

/**
 * The cookie of a browser's session: an opaque id of 256 random bits. `__Host-` makes browsers refuse it unless it is
 * Secure, for this host alone and for all of its paths, so no neighbouring host can plant one.
 */
export const sessionCookie = {
  name: NAME,
  options: { path: '/', secure: !isPlain, httpOnly: true, sameSite: 'lax' },
  newId: (): string => randomBytes(32).toString('base64url'),
  /** What is stored in place of an id, so that whoever reads the store can use none. */
  hash: (id: string): string => createHash('sha256').update(id).digest('hex'),
  /**
   * The id that a request shows, or null. An `Authorization` header wins: who sends one means it, and no foreign page can.
   * The headers are enough, so that a socket can be judged by its handshake.
   */
  idFrom: ({ cookie, authorization }: IncomingHttpHeaders): string | null =>
    authorization === undefined ? (HEADER.exec(cookie ?? '')?.[1] ?? null) : null,
} as const;
