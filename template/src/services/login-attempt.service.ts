import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createRateLimiter } from '../clients/rate-limiter.ts';
import { addressKey } from '../utils/address-key.ts';
import { appError } from '../utils/app-error.ts';

const MINUTE = 60;
const DAY = 86_400;
/** Attempts on one account from one address, in a quarter of an hour. */
const MAX_ATTEMPTS = 10;
/** Failures on one account from anywhere in an hour, after which each further one makes attempts slower. */
const FREE_FAILURES = 20;
const SLOWER_BY_MS = 250;
const MAX_DELAY_MS = 5000;

const attempts = createRateLimiter('login-attempts', 15 * MINUTE);
const failures = createRateLimiter('login-failures', 60 * MINUTE);
const known = createRateLimiter('login-known', 14 * DAY);

// Hashed: the store of the counts is no list of who has an account.
const accountOf = (email: string): string => createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
const pairOf = (email: string, address: string): string => `${accountOf(email)}:${addressKey(address)}`;

/**
 * Keeps passwords from being guessed, and strangers from locking somebody out. One address may try one account
 * 10 times in 15 minutes. Who tries it from many addresses makes the account slow (up to 5 seconds an attempt), never
 * closed, and not where its owner signed in during the last 14 days. Unknown accounts are treated alike.
 */
export const loginAttemptService = {
  /**
   * Before the password is looked at. Counts the attempt, so that attempts at once do not all get through.
   * @throws 429 `too_many_attempts`, with `retry_after_seconds` in its details
   */
  async check(email: string, address: string): Promise<void> {
    const pair = pairOf(email, address);
    const { count, msLeft } = await attempts.count(pair);
    if (count > MAX_ATTEMPTS) {
      const seconds = Math.ceil(msLeft / 1000);
      const message = `Too many attempts to sign in. Try again in ${seconds} seconds.`;
      throw appError.tooManyRequests('too_many_attempts', message, { retry_after_seconds: seconds });
    }
    const { count: failed } = await failures.look(accountOf(email));
    if (failed <= FREE_FAILURES || (await known.look(pair)).count > 0) return;
    await wait(Math.min((failed - FREE_FAILURES) * SLOWER_BY_MS, MAX_DELAY_MS));
  },

  /** The password was wrong, or there is no such account. */
  async failed(email: string): Promise<void> {
    await failures.count(accountOf(email));
  },

  /** The user has signed in: the attempts of this address are forgotten, those of others are not. */
  async succeeded(email: string, address: string): Promise<void> {
    const pair = pairOf(email, address);
    await Promise.all([attempts.forget(pair), known.count(pair)]);
  },
};
