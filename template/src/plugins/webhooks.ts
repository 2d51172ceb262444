import type { preValidationAsyncHookHandler } from 'fastify';
import fp from 'fastify-plugin';
import { type WebhookSender, webhookService } from '../services/webhook.service.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * A `preValidation` hook for a route whose contract is `webhook`: lets a message through that its sender has signed
     * within the last five minutes, once. Where the handler fails the sender may try again.
     */
    verifyWebhook: (sender: WebhookSender) => preValidationAsyncHookHandler;
  }
  interface FastifyRequest {
    /** The message that is being handled. */
    webhook: { readonly source: string; readonly id: string } | null;
  }
}

/** Messages that other services send us. */
export default fp(
  async (app) => {
    app.decorateRequest('webhook', null);
    app.decorate('verifyWebhook', (sender) => async (request) => {
      const id = await webhookService.accept(sender, request.headers, request.rawBody ?? '');
      request.webhook = { source: sender.source, id };
    });
    app.addHook('onSend', async ({ webhook }, reply) => {
      if (webhook !== null && reply.statusCode >= 400) await webhookService.release(webhook.source, webhook.id);
    });
  },
  { name: 'webhooks', dependencies: ['request-context', 'body-parsers', 'redis'] },
);
