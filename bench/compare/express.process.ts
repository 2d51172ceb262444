// Express 5 with what is usual beside it.
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { AddressInfo } from 'node:net';
import { pinoHttp } from 'pino-http';
import { ZodError } from 'zod';
import { createNoteSchema, noteSchema } from '../../template/bench/api/note.schema.ts';
import { serve } from '../../template/bench/harness/serve.ts';
import { dataOf } from '../../template/src/schemas/resource.schema.ts';
import { bearer, count, has, insertNote, log, verify } from './features.ts';

const replySchema = dataOf(noteSchema);

const limitAddress: RequestHandler = async ({ ip = '' }, reply, next) => {
  reply.set(await count(ip));
  next();
};
const authenticate: RequestHandler = async ({ headers }, reply, next) => {
  const user = await verify(bearer(headers.authorization)).catch(() => null);
  if (user === null) return void reply.status(401).json({ message: 'The token is not valid.' });
  reply.set(await count(user.id));
  next();
};
const createNote: RequestHandler = async ({ body, headers }, reply) => {
  const data = await insertNote(createNoteSchema.parse(body), bearer(headers.authorization));
  reply.status(201).json(replySchema.parse({ data }));
};
const answerError: ErrorRequestHandler = (error: unknown, _request, reply, next) => {
  if (!(error instanceof ZodError)) return next(error);
  reply.status(400).json({ message: error.message });
};

const app = express();
app.disable('x-powered-by');
// No other variant makes entity tags of its replies.
app.disable('etag');
if (has.headers) app.use(helmet());
if (has.log) app.use(pinoHttp({ logger: log }));
if (has.limits) app.use(limitAddress);
if (has.token) app.use(authenticate);
app.post('/v1/notes', express.json({ limit: '1mb' }), createNote);
app.use(answerError);
const server = app.listen(0, '127.0.0.1', () => serve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
