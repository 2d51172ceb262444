import type { FastifyPluginAsync } from 'fastify';
import { requestContext } from '../../context/request-context.ts';
import { invoiceSchema } from '../../schemas/invoice.schema.ts';
import { invoiceService } from '../../services/invoice.service.ts';
import { etag } from '../../utils/etag.ts';

const route: FastifyPluginAsync = async (app) => {
  app.get('/invoices/:id', { schema: { response: { 200: invoiceSchema } } }, async (_request, reply) => {
    const data = await invoiceService.get(requestContext.user().id);
    return reply.header('etag', etag(data.version)).send({ data });
  });
};

export default route;
