import type { FastifyRequest, preValidationAsyncHookHandler } from 'fastify';
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
}

/** Messages that other services send us. */
export default fp(
  async (app) => {
    // What is being handled.
    const accepted = new WeakMap<FastifyRequest, { readonly source: string; readonly id: string }>();
    app.decorate('verifyWebhook', (sender) => async (request) => {
      const id = await webhookService.accept(sender, request.headers, request.rawBody ?? '');
      accepted.set(request, { source: sender.source, id });
    });
    app.addHook('onSend', async (request, reply) => {
      const message = accepted.get(request);
      if (message !== undefined && reply.statusCode >= 400) await webhookService.release(message.source, message.id);
    });
  },
  { name: 'webhooks', dependencies: ['request-context', 'body-parsers', 'redis'] },
);
