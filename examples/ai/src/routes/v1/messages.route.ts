import { PassThrough } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  decisionSchema,
  inConversationParams,
  messageInputSchema,
  messageQuerySchema,
  messageSchema,
  resumeHeaders,
} from '../../schemas/message.schema.ts';
import { errorResponses, idParams, noQuery, pageOf } from '../../schemas/resource.schema.ts';
import { chatService } from '../../services/chat.service.ts';
import { eventStreamService } from '../../services/event-stream.service.ts';

const shared = { tags: ['messages'], security: [{ bearer: [] }], querystring: noQuery };
const events = { 200: z.instanceof(PassThrough), ...errorResponses };
const stream = { contract: 'stream', timeoutMs: 180_000 } as const;
const base = '/conversations/:conversation_id/messages';

const send = (reply: FastifyReply, body: PassThrough) => {
  // Whoever stands between must not keep it, nor wait for it to be whole.
  reply.headers({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  return reply.send(body);
};

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    base,
    {
      schema: {
        ...shared,
        summary: 'List the messages of a conversation',
        params: inConversationParams,
        querystring: messageQuerySchema,
        response: { 200: pageOf(messageSchema), ...errorResponses },
      },
    },
    ({ params, query }) => chatService.list(params.conversation_id, query),
  );

  app.post(
    base,
    {
      schema: {
        ...shared,
        summary: 'Say something, and stream the answer',
        params: inConversationParams,
        body: messageInputSchema,
        response: events,
      },
      config: { ...stream, rateLimit: 60 },
    },
    async ({ params, body }, reply) => {
      const produce = await chatService.say(params.conversation_id, body.content);
      return send(reply, eventStreamService.open(`/v1${base}`, produce));
    },
  );

  app.get(
    '/messages/:id/events',
    {
      schema: {
        ...shared,
        summary: 'Read an answer on, after the connection broke',
        params: idParams,
        headers: resumeHeaders,
        response: events,
      },
      config: stream,
    },
    async ({ params, headers }, reply) => {
      const produce = await chatService.resume(params.id, headers['last-event-id'] ?? 0);
      return send(reply, eventStreamService.open('/v1/messages/:id/events', produce));
    },
  );

  app.post(
    '/tool-calls/:id/decide',
    {
      schema: {
        ...shared,
        summary: 'Approve or refuse a tool, and stream what the model says to that',
        params: idParams,
        body: decisionSchema,
        response: events,
      },
      config: { ...stream, rateLimit: 60 },
    },
    async ({ params, body }, reply) => {
      const produce = await chatService.decide(params.id, body.approved);
      return send(reply, eventStreamService.open('/v1/tool-calls/:id/decide', produce));
    },
  );
};

export default route;
