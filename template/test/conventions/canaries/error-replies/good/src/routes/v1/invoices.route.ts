import type { FastifyPluginAsync } from 'fastify';
import { errorResponses } from '../../schemas/resource.schema.ts';
import { invoiceService } from '../../services/invoice.service.ts';

const MIN = 400;

const route: FastifyPluginAsync = async (app) => {
  app.get('/invoices', { schema: { response: { ...errorResponses } } }, async () => ({ data: await invoiceService.list() }));
  app.post('/invoices', async (_request, reply) => reply.code(201).header('location', '/v1/invoices/1').send({ data: MIN }));
  app.delete('/invoices/:id', async (_request, reply) => reply.code(204).send(null));
  app.get('/invoices/:id', async (_request, reply) => {
    const data = await invoiceService.check();
    return reply.code(data.ok ? 200 : 503).send({ data });
  });
  app.get('/moved', (_request, reply) => reply.redirect('/v1/invoices', 301));
  app.get('/lost', (_request, reply) => reply.callNotFound());
};

export default route;
