import { createHash } from 'node:crypto';
import { config } from '../config/config.ts';
import { requestContext } from '../context/request-context.ts';
import { idempotencyRepository } from '../repositories/idempotency.repository.ts';
import type { KeptReply } from '../schemas/idempotency.schema.ts';
import { appError } from '../utils/app-error.ts';

const DAY_MS = 86_400_000;
/** No request is handled for longer; one whose instance has died may be repeated after this. */
const HANDLED_MS = config.REQUEST_TIMEOUT_MS + 5000;
const KEY = /^[\x21-\x7e]{1,255}$/;

const hash = (parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** A request under way whose reply is to be kept. */
export type Claim = { readonly id: string; readonly fingerprint: string };

/** Requests that are sent again take effect once. */
export const idempotencyService = {
  /**
   * Claims a user's key for a route; gives the reply where the same request was answered within the last 24 hours.
   * @param request what must be equal for a request to be the same: URL, body, conditions
   * @throws 400 `idempotency_key_invalid`, 409 `idempotency_in_progress` while the first is being handled, 422
   * `idempotency_key_reused` for another request, 503 `idempotency_unavailable` without Redis
   */
  async begin(key: string, userId: string, route: string, request: readonly unknown[]): Promise<Claim | KeptReply> {
    if (!KEY.test(key))
      throw appError.badRequest('idempotency_key_invalid', 'Idempotency-Key takes 1 to 255 visible characters.');
    const claim = { id: hash([userId, route, key]), fingerprint: hash(request) };
    const held = await idempotencyRepository.claim(
      claim.id,
      { fingerprint: claim.fingerprint, reply: null },
      HANDLED_MS,
    );
    if (held === null) return claim;
    if (held.fingerprint !== claim.fingerprint)
      throw appError.unprocessable('idempotency_key_reused', 'This Idempotency-Key was sent with another request.');
    if (held.reply === null)
      throw appError.conflict('idempotency_in_progress', 'This request is being handled. Send it again shortly.');
    return held.reply;
  },

  /** Keeps the reply for whoever sends the request again. */
  async keep({ id, fingerprint }: Claim, reply: KeptReply): Promise<void> {
    await idempotencyRepository.keep(id, { fingerprint, reply }, DAY_MS).catch((err: unknown) => {
      // What was asked for is done, so it is not answered with an error.
      requestContext.log()?.warn({ err }, 'A reply could not be kept for its Idempotency-Key.');
    });
  },

  /** The request failed: it may be sent again at once. */
  async release({ id }: Claim): Promise<void> {
    await idempotencyRepository.release(id).catch((err: unknown) => {
      requestContext.log()?.warn({ err }, 'An Idempotency-Key stays claimed until its time is up.');
    });
  },
};
