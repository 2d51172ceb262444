import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from '../template/bench/harness/bench.ts';
import { makeProject } from './generators/make-project.ts';
import { makeUpdate } from './generators/make-update.ts';
import { run } from './generators/run.ts';

const kit = join(import.meta.dirname, '..');
const generate = ['generate', '--', 'resource', 'invoice', 'number:string:unique', 'total:decimal', 'due_on:date:nullable']; // prettier-ignore
const destroy = ['destroy', '--', 'resource', 'invoice'];

/** The commands of a client project, as they are typed: npm and the start of Node are in each. */
export const generatorsBench: Bench = {
  title: 'Generators in a client project',
  rounds: 5,
  goals: [
    { figure: 's', variant: 'generate, the first time', as: 'itself', bound: 'at most', value: 6 },
    { figure: 's', variant: 'generate', as: 'itself', bound: 'at most', value: 6 },
    { figure: 's', variant: 'generate --no-check', as: 'itself', bound: 'at most', value: 2 },
    { figure: 's', variant: 'destroy', as: 'itself', bound: 'at most', value: 1 },
    { figure: 's', variant: 'kit:update of 200 files, 100 of them merged', as: 'itself', bound: 'at most', value: 5 },
  ],
  async start() {
    const folder = await mkdtemp(join(tmpdir(), 'plinth-bench-'));
    const project = join(folder, 'acme-api');
    await makeProject(kit, kit, project);
    const npm = (...args: readonly string[]) => run(project, 'npm', 'run', '--silent', ...args);
    const checked = async (...before: readonly string[]) => {
      for (const path of before) await rm(join(project, path), { recursive: true, force: true });
      const figures = await npm(...generate);
      await npm(...destroy);
      return figures;
    };
    return {
      variants: {
        'npm run of nothing': async () => run(project, 'npm', 'exec', '--', 'node', '-e', '0'),
        'generate, the first time': () => checked('node_modules/.cache'),
        generate: () => checked(),
        'generate --no-check': async () => {
          const figures = await npm(...generate, '--no-check');
          await npm(...destroy);
          return figures;
        },
        destroy: async () => {
          await npm(...generate, '--no-check');
          return npm(...destroy);
        },
        'kit:update of 200 files, 100 of them merged': await makeUpdate(kit, folder),
      },
      stop: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
    };
  },
};
