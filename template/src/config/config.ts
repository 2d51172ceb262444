import { z } from 'zod';
import { mailConfig } from './mail.config.ts';
import { openaiConfig } from './openai.config.ts';
import { outgoingConfig } from './outgoing.config.ts';
import { observabilityConfig } from './observability.config.ts';
import { redisConfig } from './redis.config.ts';
import { serverConfig } from './server.config.ts';
import { sessionConfig } from './session.config.ts';
import { storageConfig } from './storage.config.ts';
import { supabaseConfig } from './supabase.config.ts';
import { workerConfig } from './worker.config.ts';

const environment = z
  .object({
    ...serverConfig.shape,
    ...supabaseConfig.shape,
    ...redisConfig.shape,
    ...openaiConfig.shape,
    ...storageConfig.shape,
    ...sessionConfig.shape,
    ...workerConfig.shape,
    ...mailConfig.shape,
    ...outgoingConfig.shape,
    ...observabilityConfig.shape,
  })
  .superRefine(
    (env, context) => {
      const problem = (key: string, message: string): void =>
        context.addIssue({ code: 'custom', path: [key], message });
      if ((env.SUPABASE_JWT_SECRET === null) === (env.SUPABASE_JWKS_URL === null)) {
        problem('SUPABASE_JWKS_URL', 'set either SUPABASE_JWKS_URL or SUPABASE_JWT_SECRET');
      }
      if (env.SUPABASE_JWT_ISSUER === null && (env.NODE_ENV === 'production' || env.SUPABASE_JWKS_URL !== null)) {
        problem('SUPABASE_JWT_ISSUER', 'required: tokens without an issuer are accepted on the embedded stack only');
      }
      if (env.SMTP_URL !== null && env.MAIL_FROM === null) {
        problem('MAIL_FROM', 'required with SMTP_URL: the address that mails are from');
      }
      if (env.SHUTDOWN_DELAY_MS >= env.SHUTDOWN_TIMEOUT_MS) {
        problem('SHUTDOWN_TIMEOUT_MS', 'must be more than SHUTDOWN_DELAY_MS, with room for what is in flight');
      }
    },
    // Also where a variable is wrong by itself: every problem is told at once.
    { when: () => true },
  );

export type Config = Readonly<z.infer<typeof environment>>;

/**
 * Reads the configuration from environment variables; an empty variable counts as absent.
 * @throws an error whose message lists every problem, a line each.
 */
// pattern: exports -- the tests load other environments than the process has
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(present);
  if (parsed.success) return Object.freeze(parsed.data);
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(
    `The environment is not complete:\n${problems.join('\n')}\n` +
      'Set these variables (see .env.example), or start with `npm run dev`, which sets them all.',
  );
}

export const config = loadConfig(process.env);
