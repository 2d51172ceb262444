// npm run --silent stack:external: prints the environment of the Supabase that `supabase start` runs, for STACK=external.
import path from 'node:path';
import { z } from 'zod';
import { fail } from './fail.ts';
import { paths } from './paths.ts';
import { say } from './say.ts';
import { supabaseCli } from './supabase-cli.ts';

const statusSchema = z.object({
  API_URL: z.url(),
  PUBLISHABLE_KEY: z.string().min(1),
  SECRET_KEY: z.string().min(1),
  JWT_SECRET: z.string().min(32),
});
const keySetSchema = z.object({ keys: z.array(z.unknown()) });

type Status = z.infer<typeof statusSchema>;

async function status(): Promise<Status> {
  const args = ['status', '--output', 'json', '--workdir', path.dirname(paths.supabase)];
  const { code, stdout, stderr } = await supabaseCli(args, { env: {}, timeout: 60_000 });
  if (code !== 0) {
    throw new Error(`Supabase is not running here. Start it with \`npx supabase start\`.\n${stderr.trim()}`);
  }
  const parsed = statusSchema.safeParse(JSON.parse(stdout.slice(stdout.indexOf('{'))));
  if (!parsed.success) {
    throw new Error(`\`supabase status\` does not say what it should:\n${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}

/** Tokens are signed with a key pair, whose public half is served, or with the secret, which the database takes anyhow. */
async function tokens(authUrl: string, secret: string): Promise<Record<string, string>> {
  const jwksUrl = `${authUrl}/.well-known/jwks.json`;
  const reply = await fetch(jwksUrl, { signal: AbortSignal.timeout(10_000) });
  const { keys } = keySetSchema.parse(await reply.json());
  return {
    ...(keys.length > 0 ? { SUPABASE_JWKS_URL: jwksUrl } : { SUPABASE_JWT_SECRET: secret }),
    // For the tests that make tokens of their own.
    TEST_JWT_SECRET: secret,
  };
}

async function main(): Promise<void> {
  const { API_URL, PUBLISHABLE_KEY, SECRET_KEY, JWT_SECRET } = await status();
  const issuer = `${API_URL}/auth/v1`;
  const env = {
    SUPABASE_URL: API_URL,
    SUPABASE_PUBLISHABLE_KEY: PUBLISHABLE_KEY,
    SUPABASE_SECRET_KEY: SECRET_KEY,
    ...(await tokens(issuer, JWT_SECRET)),
    SUPABASE_JWT_ISSUER: issuer,
  };
  for (const [name, value] of Object.entries(env)) say(`${name}=${value}`);
}

await main().catch(fail);
