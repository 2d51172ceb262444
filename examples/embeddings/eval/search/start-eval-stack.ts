import type { FastifyBaseLogger } from 'fastify';
import path from 'node:path';
import { z } from 'zod';
import { requestContext } from '../../src/context/request-context.ts';
import { complain } from '../../stack/complain.ts';
import { paths } from '../../stack/paths.ts';
import { startStack } from '../../stack/start-stack.ts';
import { keepData } from './keep-data.ts';

const signedUpSchema = z.object({ access_token: z.string(), user: z.object({ id: z.uuid() }) });

const lineSchema = z.object({ err: z.unknown() });
const tellError = (line: unknown): void => complain(lineSchema.safeParse(line).data?.err ?? line);

/** What goes wrong is thrown, or is in the documents; what is only told would stand between the results. */
const quiet = {
  ...{ trace: () => undefined, debug: () => undefined, info: () => undefined, warn: () => undefined },
  ...{ error: tellError, fatal: tellError },
  child: () => quiet,
};
const log = quiet as unknown as FastifyBaseLogger;

/** An account of its own for each run, so that nothing is found but what it uploads. */
const signUp = async () => {
  const { SUPABASE_URL: url, SUPABASE_PUBLISHABLE_KEY: apikey = '' } = process.env;
  const email = `eval-${crypto.randomUUID()}@example.com`;
  const reply = await fetch(`${url}/auth/v1/signup`, {
    method: 'POST',
    headers: { apikey, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: crypto.randomUUID() }),
    signal: AbortSignal.timeout(10_000),
  });
  const signedUp = signedUpSchema.safeParse(await reply.json());
  if (signedUp.success) return signedUp.data;
  throw new Error(`No account for the evaluation: sign-up was answered ${reply.status}, without a session.`);
};

/** The embedded stack, whose data stay from run to run; with STACK=external what the environment names. */
const openStack = async () => {
  if (process.env['STACK'] === 'external') return null;
  const stack = await startStack({ dataDir: await keepData(), supabasePort: 0, redisPort: 0 });
  Object.assign(process.env, stack.env);
  return stack;
};

/** What search and answers run on, with a worker in this process; `as` runs work as a request of a new user. */
export async function startEvalStack() {
  const stack = await openStack();
  Object.assign(process.env, { NODE_ENV: 'test', AI_USER_DAILY_USD: '1000' });
  const { config } = await import('../../src/config/config.ts');
  const { redis } = await import('../../src/clients/redis.ts');
  const { workerService } = await import('../../src/services/worker.service.ts');
  const { topicService } = await import('../../src/services/topic.service.ts');
  const { loadJobs } = await import('../../src/utils/load-jobs.ts');
  if (config.REDIS_URL === null) throw new Error('The evaluation needs Redis. `npm run setup` installs it.');
  await redis?.connect();
  await topicService.load();
  workerService.start(config.REDIS_URL, await loadJobs(path.join(paths.root, 'src/jobs')), log);
  const { user, access_token: accessToken } = await signUp();
  const caller = { user: { id: user.id, email: null }, accessToken };
  return {
    as: <T>(work: () => Promise<T>): Promise<T> =>
      requestContext.run({ requestId: 'eval', log, signal: new AbortController().signal, caller }, work),
    async stop(): Promise<void> {
      await workerService.stop();
      redis?.disconnect();
      await stack?.stop();
    },
  };
}
