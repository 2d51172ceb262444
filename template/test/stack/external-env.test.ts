// What `supabase start` runs needs Docker; here its CLI and its Auth are stood in for, and the words between are real.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { paths } from '../../stack/paths.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { runScript } from './run-script.ts';

const served = { keys: [] as unknown[] };
const auth = createServer((request, response) => {
  response.statusCode = request.url === '/auth/v1/.well-known/jwks.json' ? 200 : 404;
  response.end(JSON.stringify({ keys: served.keys }));
});
const scratch = await scratchDir();
const api = () => `http://127.0.0.1:${(auth.address() as AddressInfo).port}`;

beforeAll(() => new Promise<void>((resolve) => void auth.listen(0, '127.0.0.1', resolve)));
afterAll(async () => {
  auth.close();
  await scratch.remove();
});

/** Runs the script with a `supabase` that prints `said` and ends with `code`. */
async function run(said: string, code = 0) {
  const bin = path.join(scratch.dir, 'bin');
  await mkdir(bin, { recursive: true });
  const lines = ['#!/bin/sh', "cat <<'END'", said, 'END', `exit ${code}`];
  await writeFile(path.join(bin, 'supabase'), `${lines.join('\n')}\n`, { mode: 0o755 });
  const script = runScript(path.join(paths.root, 'stack/external-env.ts'), {
    env: { PATH: `${bin}:${process.env['PATH'] ?? ''}` },
  });
  const exitCode = await script.exited;
  return { exitCode, output: script.output() };
}

const JWT_SECRET = 's'.repeat(40);
const status = (more: object) =>
  `Stopped services: [imgproxy]\n${JSON.stringify({ API_URL: api(), PUBLISHABLE_KEY: 'sb_publishable_a', SECRET_KEY: 'sb_secret_b', JWT_SECRET, DB_URL: 'x', ...more })}`;

it('says where the public keys are, when tokens are signed with a key pair', async () => {
  served.keys = [{ kty: 'EC' }];
  expect(await run(status({}))).toEqual({
    exitCode: 0,
    output: [
      `SUPABASE_URL=${api()}`,
      'SUPABASE_PUBLISHABLE_KEY=sb_publishable_a',
      'SUPABASE_SECRET_KEY=sb_secret_b',
      `SUPABASE_JWKS_URL=${api()}/auth/v1/.well-known/jwks.json`,
      `TEST_JWT_SECRET=${JWT_SECRET}`,
      `SUPABASE_JWT_ISSUER=${api()}/auth/v1`,
      '',
    ].join('\n'),
  });
});

it('says the secret, when there are no public keys', async () => {
  served.keys = [];
  const { output } = await run(status({}));
  expect(output).toContain(`SUPABASE_JWT_SECRET=${JWT_SECRET}\nTEST_JWT_SECRET=`);
  expect(output).not.toContain('JWKS');
});

it('prints nothing to set, and what to do, when Supabase is not running or answers otherwise', async () => {
  served.keys = [];
  const stopped = await run('failed to inspect container health', 1);
  expect(stopped).toMatchObject({ exitCode: 1, output: expect.stringContaining('npx supabase start') });
  expect(await run(status({ API_URL: 'nowhere' }))).toMatchObject({
    exitCode: 1,
    output: expect.stringMatching(/does not say what it should[^]*API_URL/),
  });
});
