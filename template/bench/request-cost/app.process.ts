// An API with one route and the first STEPS of what the kit adds to Fastify: its log, the plugins one by one, its Supabase client.
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import Fastify, { type FastifyPluginAsync } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { buildApp } from '../../src/app.ts';
import { supabase } from '../../src/clients/supabase.ts';
import { config } from '../../src/config/config.ts';
import { logOutput } from '../../src/utils/log-output.ts';
import { loggerOptions } from '../../src/utils/logger-options.ts';
import { createNoteRoute, type createNoteSchema } from '../api/note.schema.ts';
import { serve } from '../harness/serve.ts';
import { readPlugins } from './plugins.ts';

const steps = process.env['STEPS'] ?? 'all';
const plugins = (await readPlugins()).slice(0, Math.max(0, Number(steps) - 1));

const bare = createClient(config.SUPABASE_URL, config.SUPABASE_PUBLISHABLE_KEY, {
  auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
});

const notes =
  (client: SupabaseClient): FastifyPluginAsync =>
  async (app) => {
    if (app.hasDecorator('authenticate')) app.addHook('onRequest', app.authenticate);
    app.post<{ Body: z.infer<typeof createNoteSchema> }>(
      '/v1/notes',
      { schema: createNoteRoute },
      async ({ body }, reply) => {
        const { data } = await client.schema('app').from('notes').insert(body).select().single().throwOnError();
        return reply.code(201).send({ data });
      },
    );
  };

async function composeApp() {
  const app = Fastify(
    steps === '0'
      ? {}
      : { logger: { ...loggerOptions(config.LOG_LEVEL), stream: logOutput }, genReqId: () => crypto.randomUUID() },
  );
  app.decorate('config', config);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  for (const { register } of plugins) await app.register(register);
  return app;
}

const app = steps === 'all' ? await buildApp() : await composeApp();
await app.register(notes(steps === 'all' ? (supabase as unknown as SupabaseClient) : bare));
serve(await app.listen({ host: '127.0.0.1', port: 0 }));
