import type { FastifyPluginAsyncZod, ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  fileQuerySchema,
  fileSchema,
  linkedFileSchema,
  fileUploadBody,
  fileUploadHeaders,
  fileUploadQuerySchema,
  uploadUrlSchema,
} from '../../schemas/file.schema.ts';
import { dataOf, errorResponses, idParams, noContent, noQuery, pageOf } from '../../schemas/resource.schema.ts';
import { fileService } from '../../services/file.service.ts';
import { acceptFiles } from '../../utils/accept-files.ts';

const shared = { tags: ['files'], security: [{ bearer: [] }], querystring: noQuery };

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/files',
    {
      schema: {
        ...shared,
        summary: 'List your files',
        querystring: fileQuerySchema,
        response: { 200: pageOf(fileSchema), ...errorResponses },
      },
    },
    ({ query }) => fileService.list(query),
  );

  app.get(
    '/files/:id',
    {
      schema: {
        ...shared,
        summary: 'Read a file: what it is, and a URL to download it',
        params: idParams,
        response: { 200: dataOf(linkedFileSchema), ...errorResponses },
      },
    },
    async ({ params }) => ({ data: await fileService.get(params.id) }),
  );

  app.get(
    '/files/:id/content',
    {
      schema: {
        ...shared,
        summary: 'Download a file through the API',
        params: idParams,
        response: { 200: z.instanceof(ReadableStream), ...errorResponses },
      },
      config: { contract: 'stream' },
    },
    async ({ params }, reply) => {
      const { file, bytes } = await fileService.download(params.id);
      reply.headers({
        'content-type': file.type,
        'content-length': file.size,
        'content-disposition': `attachment; filename="${file.name}"`,
      });
      return reply.send(bytes);
    },
  );

  await app.register(async (uploads) => {
    acceptFiles(uploads);
    uploads.withTypeProvider<ZodTypeProvider>().post(
      '/files',
      {
        schema: {
          ...shared,
          summary: 'Upload a file',
          consumes: ['application/octet-stream'],
          querystring: fileUploadQuerySchema,
          headers: fileUploadHeaders,
          body: fileUploadBody,
          response: { 201: dataOf(fileSchema), ...errorResponses },
        },
        config: { contract: 'upload' },
      },
      async ({ query, headers, body }, reply) => {
        const length = headers['content-length'];
        const data = await fileService.upload({ name: query.name, stream: body, length });
        return reply.code(201).header('location', `/v1/files/${data.id}`).send({ data });
      },
    );
  });

  app.post(
    '/files/upload-urls',
    {
      schema: {
        ...shared,
        summary: 'Get a URL to upload a file to, past the API',
        body: fileUploadQuerySchema,
        response: { 200: dataOf(uploadUrlSchema), ...errorResponses },
      },
      config: { contract: 'action' },
    },
    async ({ body }) => ({ data: await fileService.createUploadUrl(body.name) }),
  );

  app.delete(
    '/files/:id',
    {
      schema: {
        ...shared,
        summary: 'Delete a file',
        params: idParams,
        response: { 204: noContent, ...errorResponses },
      },
    },
    async ({ params }, reply) => {
      await fileService.delete(params.id);
      return reply.code(204).send(null);
    },
  );
};

export default route;
