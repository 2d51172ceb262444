import type { FastifyPluginAsync } from 'fastify';
import { invoiceService } from '../../services/invoice.service.ts';

const route: FastifyPluginAsync = async (app) => {
  app.post<{ Body: { lines: string[]; note: string } }>('/invoices', async (request) => {
    request.body.note = 'new'; // bad: immutable-data
    request.body.lines.sort(); // bad: immutable-data
    const { body } = request;
    body.lines.push('one'); // bad: immutable-data
    return { data: await invoiceService.create(body) };
  });
};

export default route;
