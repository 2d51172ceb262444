import { createHash } from 'node:crypto';
import { createRateLimiter } from '../clients/rate-limiter.ts';
import { requestContext } from '../context/request-context.ts';

/** Mails of one kind to one mailbox, in an hour. The newest link of them works, so a stranger who uses them up locks nobody out. */
const MOST = 5;

const mails = createRateLimiter('auth-mails', 3600);

// Hashed: the store of the counts is no list of addresses.
const keyOf = (kind: string, email: string): string =>
  `${kind}:${createHash('sha256').update(email.trim().toLowerCase()).digest('hex')}`;

/** Keeps strangers from filling somebody's mailbox with our mails, from however many addresses they ask. */
export const mailLimitService = {
  /** Does what sends a mail, unless the mailbox has had its share: then nothing, and the caller is not told. */
  async within(kind: string, email: string, send: () => Promise<void>): Promise<void> {
    const { count } = await mails.count(keyOf(kind, email));
    if (count <= MOST) return send();
    requestContext.log()?.warn({ kind, count }, 'A mail was not sent: its mailbox has had its share of this hour.');
  },
};
