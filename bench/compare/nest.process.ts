// NestJS on Fastify: a controller, guards, a pipe for what comes and an interceptor for what goes. Its decorators are called as the functions
// that they are, since Node runs no decorators.
import 'reflect-metadata';
import helmet from '@fastify/helmet';
import {
  BadRequestException,
  Body,
  type CanActivate,
  Controller,
  type ExecutionContext,
  Headers,
  Module,
  type NestInterceptor,
  type PipeTransform,
  Post,
  UnauthorizedException,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map } from 'rxjs';
import type { z } from 'zod';
import { createNoteSchema, noteSchema } from '../../template/bench/api/note.schema.ts';
import { serve } from '../../template/bench/harness/serve.ts';
import { dataOf } from '../../template/src/schemas/resource.schema.ts';
import { bearer, count, has, insertNote, log, verify } from './features.ts';

const replySchema = dataOf(noteSchema);

const httpOf = (context: ExecutionContext) => {
  const http = context.switchToHttp();
  return { request: http.getRequest<FastifyRequest>(), reply: http.getResponse<FastifyReply>() };
};
const limitGuard: CanActivate = {
  async canActivate(context) {
    const { request, reply } = httpOf(context);
    reply.headers(await count(request.ip));
    return true;
  },
};
const tokenGuard: CanActivate = {
  async canActivate(context) {
    const { request, reply } = httpOf(context);
    const user = await verify(bearer(request.headers.authorization)).catch(() => null);
    if (user === null) throw new UnauthorizedException('The token is not valid.');
    reply.headers(await count(user.id));
    return true;
  },
};
const notePipe: PipeTransform = {
  transform(value) {
    const parsed = createNoteSchema.safeParse(value);
    if (!parsed.success) throw new BadRequestException(parsed.error.message);
    return parsed.data;
  },
};
const replyInterceptor: NestInterceptor = {
  intercept: (_context, next) => next.handle().pipe(map((value: unknown) => replySchema.parse(value))),
};

// eslint-disable-next-line conventions/no-classes -- NestJS takes its controllers as classes, and it is what is measured
class NotesController {
  async create(body: z.infer<typeof createNoteSchema>, authorization: string) {
    return { data: await insertNote(body, bearer(authorization)) };
  }
}
const create = [NotesController.prototype, 'create'] as const;
Controller('v1/notes')(NotesController);
Post()(...create, Object.getOwnPropertyDescriptor(...create) ?? {});
Body(notePipe)(...create, 0);
Headers('authorization')(...create, 1);

// eslint-disable-next-line conventions/no-classes -- NestJS takes its modules as classes, and it is what is measured
class NotesModule {}
Module({ controllers: [NotesController] })(NotesModule);

const adapter = new FastifyAdapter(has.log ? { loggerInstance: log } : {});
const app = await NestFactory.create<NestFastifyApplication>(NotesModule, adapter, { logger: false });
if (has.headers) await app.register(helmet);
if (has.limits) app.useGlobalGuards(limitGuard);
if (has.token) app.useGlobalGuards(tokenGuard);
app.useGlobalInterceptors(replyInterceptor);
await app.listen(0, '127.0.0.1');
serve(await app.getUrl());
