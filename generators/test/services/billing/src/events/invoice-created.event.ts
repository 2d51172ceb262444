import { z } from 'zod';
import type { AppEvent } from '../schemas/event.schema.ts';
import { invoiceSchema } from '../schemas/invoice.schema.ts';
import { webhookDeliveryService } from '../services/webhook-delivery.service.ts';

const payload = invoiceSchema.extend({ owner_id: z.uuid() });

declare module '../schemas/event.schema.ts' {
  interface EventPayloads {
    'invoice.created': z.infer<typeof payload>;
  }
}

/** Written by the database, in the transaction in which an invoice is created; told to the endpoints of the row's owner. */
export const invoiceCreatedEvent = {
  name: 'invoice.created',
  payload,
  key: 'id',
  handlers: {
    tellEndpoints: (invoice, { eventId }) =>
      webhookDeliveryService.send(invoice.owner_id, 'invoice.created', invoice, eventId),
  },
} satisfies AppEvent<'invoice.created'>;
