import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a sender signs: its id of the message, the second it sent it, and the body byte by byte. */
export type WebhookMessage = { readonly id: string; readonly timestamp: string; readonly body: string };

/** The signature of a message in the form of Standard Webhooks: `v1,` and HMAC-SHA256 in base64. @see https://www.standardwebhooks.com */
const sign = ({ id, timestamp, body }: WebhookMessage, secret: string): string => {
  const key = Buffer.from(secret.replace(/^(v1,)?whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
};

const isEqual = (a: string, b: string): boolean => {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
};

export const webhookSignature = {
  sign,
  /** Whether one of the signatures of a `webhook-signature` header was made with one of the secrets. */
  isValid: (message: WebhookMessage, header: string, secrets: readonly string[]): boolean =>
    secrets.some((secret) => header.split(' ').some((given) => isEqual(given, sign(message, secret)))),
};
