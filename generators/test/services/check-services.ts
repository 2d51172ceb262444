// npm run test:services: two services that are made, started and asked as two teams would, on one stack; see docs/scaling.md.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { startDev } from '../matrix/start-dev.ts';

const kit = join(import.meta.dirname, '../../..');
const node = process.execPath;
const { NODE_OPTIONS: _unused, CI: _coverage, ...ownEnv } = process.env;
const stops: (() => Promise<unknown>)[] = [];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const run = async (cwd: string, args: readonly string[]): Promise<void> => {
  const child = spawn(node, args, { cwd, env: ownEnv, stdio: ['ignore', 'pipe', 'inherit'], timeout: 180_000 });
  const output = text(child.stdout);
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with code ${String(code)} in ${cwd}.\n${await output}`);
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

const until = async <T>(what: string, get: () => Promise<T | null>): Promise<T> => {
  const deadline = performance.now() + 30_000;
  while (performance.now() < deadline) {
    const found = await get().catch(() => null);
    if (found !== null) return found;
    await sleep(100);
  }
  throw new Error(`Within 30 s it did not come: ${what}.`);
};

const expectThat = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`This does not hold: ${what}.`);
  say(`  ${what}`);
};

const replySchema = z.object({
  data: z.looseObject({}).nullable().default(null),
  error: z.object({ code: z.string() }).nullable().default(null),
});
type Reply = { readonly status: number; readonly body: z.infer<typeof replySchema>; readonly ms: number };

/** Asks as a user; each reply within 20 seconds. */
const caller =
  (token: string) =>
  async (method: string, url: string, body: unknown = null): Promise<Reply> => {
    const started = performance.now();
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === null ? {} : { 'content-type': 'application/json' }) },
      body: body === null ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    return {
      status: response.status,
      body: replySchema.parse(await response.json()),
      ms: Math.round(performance.now() - started),
    };
  };

const parent = await mkdtemp(join(tmpdir(), 'plinth-services-'));
stops.push(() => rm(parent, { recursive: true, force: true }));

/** A project of the kit, with the kit's own packages. */
const newService = async (name: string): Promise<string> => {
  const path = join(parent, name);
  await run(kit, ['generators/project/new.ts', path, '--no-install']);
  await symlink(join(kit, 'node_modules'), join(path, 'node_modules'));
  return path;
};

/** Runs one of its programs from its sources, until `stop`. */
const startProgram = (cwd: string, program: string, env: Readonly<Record<string, string>>) => {
  const child = spawn(node, [`src/${program}.ts`], {
    cwd,
    env: { ...ownEnv, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  stops.push(() => (child.exitCode === null && child.signalCode === null ? end('SIGKILL') : Promise.resolve()));
  return { end };
};

const main = async (): Promise<void> => {
  say('Making the service billing, with invoices …');
  const billing = await newService('billing');
  await run(billing, ['generators/generate.ts', 'resource', 'customer', 'name:string', '--no-check']);
  const fields = ['number:string', 'total:decimal', 'customer:references'];
  await run(billing, ['generators/generate.ts', 'resource', 'invoice', ...fields, '--events', '--no-check']);
  await cp(join(import.meta.dirname, 'billing'), billing, { recursive: true });
  // Its worker may tell a service on this machine.
  process.env['OUTGOING_PRIVATE_HOSTS'] = '127.0.0.1';
  const dev = await startDev(billing);
  stops.push(dev.stop);

  say('Making the service reports, with a client from what billing says of itself …');
  const reports = await newService('reports');
  await run(reports, [
    'generators/generate.ts',
    'client',
    'billing',
    '--openapi',
    `${dev.api}/docs/json`,
    '--no-check',
  ]);
  await cp(join(import.meta.dirname, 'reports'), reports, { recursive: true });
  await run(reports, [join(kit, 'node_modules/@typescript/native/bin/tsc'), '--noEmit']);
  say('  reports compiles against the contract of billing');

  const stack = z
    .record(z.string(), z.string())
    .parse(JSON.parse(await readFile(join(billing, '.stack/dev/env.json'), 'utf8')));
  const [billingPort, reportsPort] = [String(await freePort()), String(await freePort())];
  const billingUrl = `http://127.0.0.1:${billingPort}`;
  const reportsUrl = `http://127.0.0.1:${reportsPort}`;
  const ready = (url: string) =>
    until(`${url} is ready`, async () => ((await fetch(`${url}/health/ready`)).ok ? true : null));
  const quiet = { ...stack, LOG_LEVEL: 'fatal', OUTGOING_PRIVATE_HOSTS: '127.0.0.1' };
  const startBilling = () => startProgram(billing, 'server', { ...quiet, PORT: billingPort });
  const billingApi = startBilling();
  // One Redis serves both here; each has a database of its own in it, as elsewhere it would have a Redis of its own.
  const reportsRedis = new URL('/7', stack['REDIS_URL']).href;
  await ready(billingUrl);

  const signUp = async (): Promise<string> => {
    const response = await fetch(`${dev.supabase}/auth/v1/signup`, {
      method: 'POST',
      headers: { apikey: dev.key, 'content-type': 'application/json' },
      body: JSON.stringify({ email: `${crypto.randomUUID()}@example.com`, password: crypto.randomUUID() }),
    });
    return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
  };
  const [ada, eve] = [caller(await signUp()), caller(await signUp())];
  const customer = (await ada('POST', `${billingUrl}/v1/customers`, { name: 'Acme' })).body.data?.['id'];
  const invoice = (number: string) =>
    ada('POST', `${billingUrl}/v1/invoices`, { number, total: '12.50', customer_id: customer });
  const endpoint = { url: `${reportsUrl}/v1/webhooks/billing`, events: ['invoice.created'] };
  const secret = z
    .string()
    .parse((await ada('POST', `${billingUrl}/v1/webhook-endpoints`, endpoint)).body.data?.['secret']);
  startProgram(reports, 'server', {
    ...quiet,
    PORT: reportsPort,
    REDIS_URL: reportsRedis,
    BILLING_URL: billingUrl,
    BILLING_WEBHOOK_SECRET: secret,
  });
  await ready(reportsUrl);
  const statement = (who = ada) => who('GET', `${reportsUrl}/v1/customers/${String(customer)}/statement`);

  say('Asking:');
  await invoice('A-1');
  const first = await statement();
  expectThat(
    JSON.stringify(first.body.data?.['numbers']) === '["A-1"]',
    'reports asks billing as the user, and reads the answer',
  );
  const stranger = await statement(eve);
  expectThat(
    JSON.stringify(stranger.body.data?.['numbers']) === '[]',
    'another user is told nothing of it: billing asks the database as her',
  );

  say('Telling:');
  const asked = (await statement()).body.data?.['asked_at'];
  expectThat(asked === first.body.data?.['asked_at'], 'reports remembers what it was told');
  await invoice('A-2');
  const numbers = await until('the event has reached reports', async () => {
    const now = (await statement()).body.data?.['numbers'];
    return JSON.stringify(now) === '["A-1","A-2"]' ? now : null;
  });
  say(`  billing's event invoice.created makes it ask again: ${JSON.stringify(numbers)}`);
  const forged = await fetch(endpoint.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': 'a',
      'webhook-timestamp': '1',
      'webhook-signature': 'v1,a',
    },
    body: '{}',
  });
  expectThat(forged.status === 401, 'a message that billing has not signed is refused');

  say('Killing billing:');
  await billingApi.end('SIGKILL');
  const other = caller(await signUp());
  const away = await statement(other);
  expectThat(
    away.status === 503 && away.ms < 10_000,
    `reports answers ${away.status} ${away.body.error?.code} after ${away.ms} ms`,
  );
  expectThat((await statement()).status === 200, 'what was asked before is still known');
  startBilling();
  await ready(billingUrl);
  await until('reports finds billing again', async () => ((await statement(other)).status === 200 ? true : null));
  say('  billing is back, and reports finds it by itself');
};

await main()
  .then(() => say('The services work together.'))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
for (const stop of stops.toReversed()) await stop();
