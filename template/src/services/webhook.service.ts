import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { requestContext } from '../context/request-context.ts';
import { webhookRepository } from '../repositories/webhook.repository.ts';
import { appError } from '../utils/app-error.ts';
import { webhookSignature } from '../utils/webhook-signature.ts';

/** How far a message's time may be from ours. */
const WINDOW_SECONDS = 300;
/** Longer than senders go on trying. */
const KNOWN_FOR_MS = 7 * 86_400_000;

const headersSchema = z.object({
  'webhook-id': z.string().regex(/^[\x21-\x7e]{1,255}$/),
  'webhook-timestamp': z.string().regex(/^\d{1,12}$/),
  'webhook-signature': z.string().max(2000),
});

/** Who sends, and the secrets that it may sign with: two while one replaces the other. */
export type WebhookSender = { readonly source: string; readonly secrets: readonly string[] };

/** Messages that other services send (https://www.standardwebhooks.com): signed, recent, and each taken once. */
export const webhookService = {
  /**
   * Returns the message's id where it is to be handled.
   * @param body as it came, byte by byte
   * @throws 401 `webhook_signature_invalid` or `webhook_too_old`, 409 `webhook_replayed`, 503 `webhooks_unavailable`
   */
  async accept({ source, secrets }: WebhookSender, headers: IncomingHttpHeaders, body: string): Promise<string> {
    const parsed = headersSchema.safeParse(headers);
    const invalid = appError.unauthorized('webhook_signature_invalid', 'This message is not signed by its sender.');
    if (!parsed.success) throw invalid;
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = parsed.data;
    if (!webhookSignature.isValid({ id, timestamp, body }, signatures, secrets)) throw invalid;
    if (Math.abs(Date.now() / 1000 - Number(timestamp)) > WINDOW_SECONDS)
      throw appError.unauthorized('webhook_too_old', 'This message was signed too long ago. Sign it again.');
    if (await webhookRepository.claim(source, id, KNOWN_FOR_MS)) return id;
    throw appError.conflict('webhook_replayed', 'This message has come before.');
  },

  /** The message could not be handled: its sender may try again. */
  async release(source: string, id: string): Promise<void> {
    await webhookRepository.release(source, id).catch((err: unknown) => {
      requestContext.log()?.error({ err, source, id }, 'A webhook failed, and will be refused when it is sent again.');
    });
  },
};
