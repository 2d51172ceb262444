import { z } from 'zod';

/** What messages of the billing service are signed with. */
export const billingWebhookConfig = z
  .object({ BILLING_WEBHOOK_SECRET: z.string().startsWith('whsec_') })
  .parse(process.env);
