import { z } from 'zod';
import { field } from './field.schema.ts';
import { filter, pageQuery } from './resource.schema.ts';

const eventName = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z\d_]*(\.[a-z][a-z\d_]*)+$/, 'the name of an event, such as invoice.paid');

/** What a POST takes. */
export const webhookEndpointInputSchema = z.strictObject({
  url: field.url().refine((url) => !/^\w+:\/\/[^/?#]*@/.test(url), 'must hold no password'),
  events: z.array(eventName).min(1).max(50),
});

export const webhookEndpointSchema = z.object({
  id: z.uuid(),
  url: z.string(),
  events: z.array(z.string()),
  failing_since: z
    .string()
    .nullable()
    .describe('Since when every message fails; after three days none is sent any more.'),
  disabled_at: z.string().nullable(),
  created_at: z.string(),
});

/** The one reply that has the secret. */
export const newWebhookEndpointSchema = webhookEndpointSchema.extend({
  secret: z.string().describe('What messages are signed with (Standard Webhooks). It is told this once.'),
});

export const webhookEndpointQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['created_at', '-created_at']).default('-created_at'),
  q: filter.search(),
});

export const webhookDeliveryParams = z.strictObject({ endpoint_id: z.uuid() });

/** A message to an endpoint, and what became of it. */
export const webhookDeliverySchema = z.object({
  id: z.uuid(),
  event_id: z.uuid().describe('The `webhook-id` that it was sent with.'),
  event: z.string(),
  attempts: z.int(),
  last_status: z.int().nullable().describe('What the endpoint answered last; null where it did not.'),
  last_error: z.string().nullable(),
  delivered_at: z.string().nullable(),
  failed_at: z.string().nullable().describe('When it was given up.'),
  created_at: z.string(),
});

export const webhookDeliveryQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['created_at', '-created_at']).default('-created_at'),
  event: filter.text(),
});

export type WebhookEndpointInput = z.infer<typeof webhookEndpointInputSchema>;
export type WebhookEndpoint = z.infer<typeof webhookEndpointSchema>;
export type NewWebhookEndpoint = z.infer<typeof newWebhookEndpointSchema>;
export type WebhookEndpointQuery = z.infer<typeof webhookEndpointQuerySchema>;
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>;
export type WebhookDeliveryQuery = z.infer<typeof webhookDeliveryQuerySchema>;
