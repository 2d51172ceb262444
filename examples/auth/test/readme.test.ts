import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { freePort } from '../stack/free-port.ts';
import { paths } from '../stack/paths.ts';
import { startAuthStack } from './support/auth-stack.ts';
import { startOauthProvider } from './support/oauth-provider.ts';
import { paste } from './support/paste.ts';
import { readmeSteps } from './support/readme-steps.ts';
import { startTestApp } from './support/start-test-app.ts';

const readme = await readFile(path.join(paths.root, 'docs/examples/auth.md'), 'utf8');
const { setup, toml, sh, steps } = readmeSteps(readme);

const port = await freePort(0);
const page = `http://127.0.0.1:${port}/pages/auth/`;
const provider = await startOauthProvider();
afterAll(provider.stop);
provider.signInAs({ id: 1, login: 'octocat', email: 'octocat@example.com', verified: true });
// What the page tells to write into config.toml, and to start with, with the ports of this run.
const [, external = ''] = toml.split('\n\n');
const supabase = await startAuthStack(external.replace(':4400', `:${provider.port}`), page);
const given = [...sh.replace(':3000', `:${port}`).matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value]) => [
  name,
  value,
]);
Object.assign(process.env, { NODE_ENV: 'development', AUTH_REPLY_MS: '0', ...Object.fromEntries(given) });
const test = startTestApp();
beforeAll(async () => {
  await test.app().listen({ port, host: '127.0.0.1' });
  // What other tests of this worker have sent in the last minute counts against this address.
  const { redis } = await import('../src/clients/redis.ts');
  await redis?.flushdb();
});

it('answers every request of the README as it says', async () => {
  expect(toml).toContain('enable_confirmations = true');
  expect(setup).toContain('API=http://127.0.0.1:3000/v1\nSUPABASE=http://127.0.0.1:54321\nSECRET=');
  expect(steps.length).toBeGreaterThan(20);
  const here = `API=http://127.0.0.1:${port}/v1\nSUPABASE=${supabase.url}\nSECRET=${supabase.keys.secret}`;
  const printed = await paste([here, ...steps.map(({ command }) => command)], 55_000);
  const wrong = steps.flatMap(({ line, matches }, index) => {
    const answer = printed[index + 1] ?? '';
    return matches(answer) ? [] : [`line ${line} answered ${answer}`];
  });
  expect(wrong).toEqual([]);
});

it.each([
  ['{"a":1}\n200', true],
  ['{"a":2}\n200', false],
  ['{"a":1}\n201', false],
  ['{"a":1,"b":2}\n200', false],
  ['', false],
])('tells from an answer like %s whether it is the promised one', (answer, expected) => {
  const { steps: only } = readmeSteps('```bash\nset\n```\n\n```bash\nsend\n```\n\n```json\n{"a":\n 1}\n200\n```\n');
  expect(only.map(({ matches }) => matches(answer))).toEqual([expected]);
});
