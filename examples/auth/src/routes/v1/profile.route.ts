import type { FastifyPluginAsyncZod, ZodTypeProvider } from 'fastify-type-provider-zod';
import { linkedFileSchema, fileUploadBody, fileUploadHeaders } from '../../schemas/file.schema.ts';
import { mergePatchSchema } from '../../schemas/merge-patch.schema.ts';
import { avatarQuerySchema, profileInputSchema, profileSchema } from '../../schemas/profile.schema.ts';
import { dataOf, errorResponses, ifMatchHeaders, noContent, noQuery } from '../../schemas/resource.schema.ts';
import { profileService } from '../../services/profile.service.ts';
import { acceptFiles } from '../../utils/accept-files.ts';
import { etag } from '../../utils/etag.ts';

const shared = { tags: ['profile'], security: [{ bearer: [] }], querystring: noQuery };
const one = { 200: dataOf(profileSchema), ...errorResponses };
const avatar = { 200: dataOf(linkedFileSchema), ...errorResponses };
const config = { contract: 'singleton' } as const;

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/profile',
    { schema: { ...shared, summary: 'Read your profile', response: one }, config },
    async (_request, reply) => {
      const data = await profileService.get();
      return reply.header('etag', etag(data.version)).send({ data });
    },
  );

  app.patch(
    '/profile',
    {
      schema: {
        ...shared,
        summary: 'Change your profile (JSON Merge Patch)',
        consumes: ['application/merge-patch+json', 'application/json'],
        headers: ifMatchHeaders,
        body: mergePatchSchema(profileInputSchema),
        response: one,
      },
      config,
    },
    async ({ body, headers }, reply) => {
      const data = await profileService.patch(body, headers['if-match']);
      return reply.header('etag', etag(data.version)).send({ data });
    },
  );

  app.get(
    '/profile/avatar',
    { schema: { ...shared, summary: 'Your picture, with a URL to it', response: avatar }, config },
    async () => ({ data: await profileService.avatar() }),
  );

  app.delete(
    '/profile/avatar',
    { schema: { ...shared, summary: 'Remove your picture', response: { 204: noContent, ...errorResponses } }, config },
    async (_request, reply) => {
      await profileService.removeAvatar();
      return reply.code(204).send(null);
    },
  );

  await app.register(async (uploads) => {
    acceptFiles(uploads);
    uploads.withTypeProvider<ZodTypeProvider>().put(
      '/profile/avatar',
      {
        schema: {
          ...shared,
          summary: 'Set your picture',
          consumes: ['application/octet-stream'],
          querystring: avatarQuerySchema,
          headers: fileUploadHeaders,
          body: fileUploadBody,
          response: avatar,
        },
        config: { contract: 'upload' },
      },
      async ({ query, headers, body }) => {
        const upload = { name: query.name, stream: body, length: headers['content-length'] };
        return { data: await profileService.setAvatar(upload) };
      },
    );
  });
};

export default route;
