import type { FastifyReply } from 'fastify';

export const notFound = (reply: FastifyReply): FastifyReply => reply.code(404).send({ error: 'not found' }); // bad: error-replies
