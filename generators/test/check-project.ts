// npm run test:project [-- --full]: makes a client project as the README tells, and uses it.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const kit = join(import.meta.dirname, '../..');
const MINUTE = 60_000;
// The project's own coverage is no concern of this check.
const env = { ...process.env, CI: '' };

/** `npm run verify` of a project in which only the generated resources are tested. */
const generatedOnly = `npm run lint
npm run typecheck
npm run db:types -- --check
npm test -- $(git ls-files --others --exclude-standard -- '*.test.ts')`;

const say = (text: string): void => void process.stdout.write(`\n== ${text}\n`);

/** Runs a script of bash; its output is shown and returned. @throws when it fails or takes longer than twenty minutes. */
const bash = (script: string, cwd: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const args = ['-euo', 'pipefail', '-c', script];
    const child = spawn('bash', args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid), 20 * MINUTE);
    const output: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      output.push(chunk.toString());
      process.stdout.write(chunk);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve(output.join(''));
      else reject(new Error(`This ended with code ${code}:\n${script}`));
    });
  });

/** Starts `npm run dev` and waits until it says that it is ready. `stop` presses Ctrl-C and expects code 0. */
const startDev = (cwd: string): Promise<{ output: string; stop: () => Promise<void> }> =>
  new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', 'dev'], { cwd, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    // npm ends by the signal itself; what counts is that what it ran is gone, which is asked below.
    const closed = new Promise<number | null>((done) =>
      child.on('close', (code, signal) => done(signal === 'SIGINT' ? 0 : code)),
    );
    const interrupt = (): void => void (child.pid !== undefined && process.kill(-child.pid, 'SIGINT'));
    const timer = setTimeout(() => {
      interrupt();
      reject(new Error('`npm run dev` was not ready after a minute.'));
    }, MINUTE);
    const stop = async (): Promise<void> => {
      interrupt();
      const code = await closed;
      if (code !== 0) throw new Error(`\`npm run dev\` ended with code ${code} after Ctrl-C.`);
    };
    const output: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      output.push(chunk.toString());
      const text = output.join('');
      if (!text.includes('Ctrl-C stops everything')) return;
      clearTimeout(timer);
      resolve({ output: text, stop });
    });
  });

const expectText = (output: string, ...expected: string[]): void => {
  for (const text of expected) {
    if (!output.includes(text)) throw new Error(`The README's commands should have answered ${text}.`);
  }
};

const isAnswering = (url: string): Promise<boolean> => fetch(url, { signal: AbortSignal.timeout(2000) }).then(
  () => true,
  () => false,
); // prettier-ignore

/** Builds the project and runs the build beside `npm run dev`, on its stack; prints the memory it takes when idle. */
const production = (supabase: string): string => `
key() { node -p "require('./.stack/dev/keys.json').$1"; }
npm run build
port=$((20000 + RANDOM % 20000))
NODE_ENV=development SUPABASE_URL=${supabase} SUPABASE_PUBLISHABLE_KEY=$(key publishable) SUPABASE_SECRET_KEY=$(key secret) \\
  SUPABASE_JWT_SECRET=$(key jwtSecret) PORT=$port npm start > production.log 2>&1 &
npm=$!
trap 'kill $npm' EXIT
for _ in $(seq 100); do curl -sf http://127.0.0.1:$port/health/ready && break; sleep 0.2; done
sleep 5
echo "Idle API process (production build): $(( $(ps -o rss= -p "$(pgrep -P "$npm")") / 1024 )) MB"
`;

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { full: { type: 'boolean', default: false } } });
  const readme = await readFile(join(kit, 'README.md'), 'utf8');
  const [make = '', dev = '', use = ''] = [...readme.matchAll(/```bash\n(.*?)```/gs)].map(([, script = '']) => script);
  if (dev.trim() !== 'npm run dev' || use === '') throw new Error('The tour in README.md has another form.');
  const folder = await mkdtemp(join(tmpdir(), 'plinth-'));
  const project = join(folder, 'acme-api');
  try {
    say('The kit itself: npm run dev');
    const kitDev = await startDev(kit);
    process.stdout.write(kitDev.output.slice(kitDev.output.indexOf('Ready after')));
    await kitDev.stop();

    say('The tour: a project with two resources');
    if (!make.includes('npm run verify')) throw new Error('The tour in README.md verifies nothing.');
    // What a project starts with, the kit's own run has just tested: here it is what was generated (docs/decisions/0007).
    const verify = make.replace('npm run verify', values.full ? 'npm run verify' : generatedOnly);
    await bash(verify.replaceAll('../acme-api', project), kit);

    say('The tour: npm run dev, and an invoice over HTTP');
    const { output, stop } = await startDev(project);
    process.stdout.write(output.slice(output.indexOf('Ready after')));
    const api = /API +(http:\S+)/.exec(output)?.[1] ?? '';
    const supabase = /Supabase +(http:\S+)/.exec(output)?.[1] ?? '';
    const call = use.replace('http://127.0.0.1:3000', api).replace('http://127.0.0.1:54321', supabase);
    const answers = await bash(`${call}\n${production(supabase)}`, project).finally(stop);
    expectText(answers, '"total":"12345678901234.5678"', '"due_on":"2026-12-31","paid":true', '"version":2');
    expectText(answers, '"code":"version_mismatch"', '"statusCode":412', '\n204', '"status":"ready"');
    for (const url of [api, supabase]) {
      if (await isAnswering(url)) throw new Error(`${url} still answers after Ctrl-C.`);
    }

    say('The commands that are left: stack:reset and db:push, which here has nowhere to push to');
    const push = 'npm run db:push -- --dry-run 2>&1 || echo "db:push ended with $?"';
    expectText(
      await bash(`npm run stack:reset && ${push}`, project),
      'There is no hosted project to ask',
      'db:push ended with 1',
    );
    say('The client project is green.');
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};

await main().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
