// npm run test:image: builds the image, says how large it is, and runs it as it would run in production, against a stack on
// this machine: not root, on a file system that it cannot write, ended by SIGTERM. Needs Docker on Linux.
import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../stack/fail.ts';
import { freePort } from '../stack/free-port.ts';
import { paths } from '../stack/paths.ts';
import { say } from '../stack/say.ts';
import { scratchDir } from '../stack/scratch-dir.ts';
import { startStack } from '../stack/start-stack.ts';

const TAG = 'plinth-check-image';
const NODE = '/nodejs/bin/node';

const docker = async (args: readonly string[], timeout = 60_000): Promise<string> => {
  const { stdout, stderr } = await promisify(execFile)('docker', [...args], { timeout, maxBuffer: 10_000_000 });
  return `${stdout}${args[0] === 'logs' ? stderr : ''}`.trim();
};

const expectThat = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`The image does not hold: ${what}`);
  say(`  ${what}`);
};

async function waitFor(what: string, isSo: () => Promise<boolean>, logs: () => Promise<string>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await isSo().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`${what} did not come within 30 s. The log:\n${await logs()}`);
    await sleep(100);
  }
}

/** Starts the image's program, tries it, and ends it by SIGTERM. */
async function tryProgram(program: string, env: Record<string, string>, isUp: (logs: string) => Promise<boolean>) {
  const settings = Object.entries(env).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
  const locked = ['--network', 'host', '--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];
  const id = await docker(['run', '--detach', ...locked, ...settings, TAG, program]);
  const logs = () => docker(['logs', id]);
  try {
    await waitFor(`${program}, ready,`, async () => isUp(await logs()), logs);
    // Docker asks for the pid, whatever else is asked for.
    const processes = await docker(['top', id, '-eo', 'pid,uid']);
    const uids = processes
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/)[1]);
    expectThat(uids.length > 0 && !uids.includes('0'), `${program} does not run as root`);
    await docker(['stop', '--time', '20', id]);
    const code = await docker(['inspect', '--format', '{{.State.ExitCode}}', id]);
    expectThat(code === '0', `${program} runs on a read-only file system, and ends with 0 when SIGTERM comes`);
  } finally {
    await docker(['rm', '--force', id]);
  }
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { context: text, 'build-image': text, 'run-image': text } });
  const context = values.context ?? paths.root;
  const images = [
    ...(values['build-image'] === undefined ? [] : ['--build-arg', `BUILD_IMAGE=${values['build-image']}`]),
    ...(values['run-image'] === undefined ? [] : ['--build-arg', `RUN_IMAGE=${values['run-image']}`]),
  ];
  say('Building the image …');
  await docker(
    ['build', '--quiet', '--tag', TAG, '--file', `${context}/deploy/Dockerfile`, ...images, context],
    600_000,
  );
  const history = await docker(['history', '--no-trunc', '--human=false', '--format', '{{.Size}} {{.CreatedBy}}', TAG]);
  // Newest first: package.json, the packages and the code; what comes below is the image that it runs on.
  const own = history
    .split('\n')
    .filter((line) => /\bCOPY\b/.test(line))
    .slice(0, 3);
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  const size = Number(await docker(['image', 'inspect', '--format', '{{.Size}}', TAG]));
  const code = own.reduce((sum, line) => sum + Number.parseInt(line, 10), 0);
  say(`Image: ${megabytes(size)}, of which ${megabytes(code)} are the code and its packages.`);

  const inside = (script: string) => docker(['run', '--rm', '--entrypoint', NODE, TAG, '--eval', script]);
  const isThere = await inside(
    "const { existsSync } = require('fs'); console.log(['.env', 'src', 'node_modules/typescript', 'node_modules/jest'].filter((path) => existsSync('/app/' + path)).join())",
  );
  expectThat(isThere === '', 'no source, no .env and no development packages are in it');

  const { dir, remove } = await scratchDir();
  try {
    const stack = await startStack({ dataDir: dir, supabasePort: 0, redisPort: 0 });
    try {
      const port = String(await freePort(0));
      // The embedded stack's tokens have no issuer, which production refuses.
      const env = { ...stack.env, NODE_ENV: 'development', HOST: '127.0.0.1', PORT: port };
      const ready = () => fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2000) });
      await tryProgram('dist/server.js', env, async () => (await ready()).ok);
      await tryProgram('dist/worker.js', env, (logs) => Promise.resolve(logs.includes('The worker is ready.')));
    } finally {
      await stack.stop();
    }
  } finally {
    await remove();
    await docker(['image', 'rm', '--force', TAG]);
  }
  say('The image works.');
}

await main().catch(fail);
