import type { FastifyPluginAsyncZod, ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  documentProgressSchema,
  documentQuerySchema,
  documentSchema,
  documentUploadQuerySchema,
  inDocumentParams,
  passageQuerySchema,
  passageSchema,
} from '../../schemas/document.schema.ts';
import { fileUploadBody, fileUploadHeaders } from '../../schemas/file.schema.ts';
import { dataOf, errorResponses, idParams, noBody, noContent, noQuery, pageOf } from '../../schemas/resource.schema.ts';
import { documentService } from '../../services/document.service.ts';
import { acceptFiles } from '../../utils/accept-files.ts';

const shared = { tags: ['documents'], security: [{ bearer: [] }], querystring: noQuery };
const one = { 200: dataOf(documentSchema), ...errorResponses };

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/documents',
    {
      schema: {
        ...shared,
        summary: 'List your documents',
        querystring: documentQuerySchema,
        response: { 200: pageOf(documentSchema), ...errorResponses },
      },
    },
    ({ query }) => documentService.list(query),
  );

  app.get(
    '/documents/:id',
    { schema: { ...shared, summary: 'Read a document: what it is, and how far', params: idParams, response: one } },
    async ({ params }) => ({ data: await documentService.get(params.id) }),
  );

  app.get(
    '/documents/:document_id/progress',
    {
      schema: {
        ...shared,
        summary: 'How far a document is',
        params: inDocumentParams,
        response: { 200: dataOf(documentProgressSchema), ...errorResponses },
      },
      config: { contract: 'singleton' },
    },
    async ({ params }) => ({ data: await documentService.progress(params.document_id) }),
  );

  app.get(
    '/documents/:document_id/passages',
    {
      schema: {
        ...shared,
        summary: 'List the passages of a document',
        params: inDocumentParams,
        querystring: passageQuerySchema,
        response: { 200: pageOf(passageSchema), ...errorResponses },
      },
    },
    ({ params, query }) => documentService.listPassages(params.document_id, query),
  );

  await app.register(async (uploads) => {
    acceptFiles(uploads);
    uploads.withTypeProvider<ZodTypeProvider>().post(
      '/documents',
      {
        schema: {
          ...shared,
          summary: 'Upload a document: PDF, Markdown, HTML or text',
          consumes: ['application/octet-stream'],
          querystring: documentUploadQuerySchema,
          headers: fileUploadHeaders,
          body: fileUploadBody,
          response: { 201: dataOf(documentSchema), ...errorResponses },
        },
        config: { contract: 'upload' },
      },
      async ({ query, headers, body }, reply) => {
        const length = headers['content-length'];
        const data = await documentService.upload({ name: query.name, stream: body, length });
        return reply.code(201).header('location', `/v1/documents/${data.id}`).send({ data });
      },
    );
  });

  app.post(
    '/documents/:id/retry',
    {
      schema: {
        ...shared,
        summary: 'Try a document again that failed',
        params: idParams,
        body: noBody,
        response: one,
      },
      config: { contract: 'action', rateLimit: 30 },
    },
    async ({ params }) => ({ data: await documentService.retry(params.id) }),
  );

  app.delete(
    '/documents/:id',
    {
      schema: {
        ...shared,
        summary: 'Delete a document, with its file and all that was made of it',
        params: idParams,
        response: { 204: noContent, ...errorResponses },
      },
    },
    async ({ params }, reply) => {
      await documentService.delete(params.id);
      return reply.code(204).send(null);
    },
  );
};

export default route;
