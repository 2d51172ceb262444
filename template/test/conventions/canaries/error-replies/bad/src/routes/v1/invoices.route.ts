import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { invoiceService } from '../../services/invoice.service.ts';

const NOT_FOUND = 404;
const gone = { error: { code: 'gone', message: 'Gone.', details: null }, statusCode: 410 };

const fail = (answer: FastifyReply): FastifyReply => answer.code(409).send({ message: 'No.' }); // bad: error-replies

const route: FastifyPluginAsync = async (app) => {
  app.setErrorHandler((error, _request, reply) => reply.send(error)); // bad: error-replies
  app.setNotFoundHandler(() => null); // bad: error-replies

  app.get('/invoices/:id', async (request, reply) => {
    const id = request.id;
    if (id === '1') return reply.code(404).send({ error: 'not found' }); // bad: error-replies
    if (id === '2') return reply.status(500).send('broken'); // bad: error-replies
    if (id === '3') return reply.code(NOT_FOUND).send(); // bad: error-replies
    if (id === '4') return reply['code'](404).send(null); // bad: error-replies
    if (id === '5') return reply.header('a', 'b').code(422).header('c', 'd').send({}); // bad: error-replies
    if (id === '6') return reply.code(id === '6' ? 400 : 200).send({ id }); // bad: error-replies
    if (id === '7') return reply.send({ message: 'Deleted.' }); // bad: error-replies
    if (id === '8') return reply.send({ error: { code: 'no' } }); // bad: error-replies
    if (id === '9') return reply.send(gone); // bad: error-replies
    if (id === '10') return reply.send({ errors: [] }); // bad: error-replies
    if (id === '11') return { error: 'no' }; // bad: error-replies
    if (id === '12') return gone; // bad: error-replies
    if (id === '13') return { error: { code: 'no', message: 'No.', details: null }, statusCode: 400 }; // bad: error-replies
    if (id === '14') return reply.code(503).send({ data: null, error: 'no' }); // bad: error-replies
    reply.code(404); // bad: error-replies
    reply.statusCode = 404; // bad: error-replies
    reply.raw.statusCode = 500; // bad: error-replies
    reply.raw.writeHead(500).end(); // bad: error-replies
    const same = reply;
    same.status(403).send({}); // bad: error-replies
    const failed = reply.type('application/json');
    failed.code(402); // bad: error-replies
    return fail(reply);
  });
  app.get('/customers', (_, answer) => answer.code(501).send()); // bad: error-replies
  app.get('/things', (req, res) => res.code(418).send('teapot')); // bad: error-replies
  app.get('/others', () => ({ error: 'none' })); // bad: error-replies
  app.get('/late', { errorHandler: () => null }, () => invoiceService.list()); // bad: error-replies
};

export default route;
