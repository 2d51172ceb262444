// npm run test:generators [-- --small] [--seed 1]: resources of every kind in one project: written, checked, used, taken back.
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createProject } from '../../project/create-project.ts';
import { anchors, fixedResources, foundByMeaning } from './fixed-resources.ts';
import { pieces } from './pieces.ts';
import { randomResources, type MatrixCase } from './random-resources.ts';
import { projectCommands } from './project-commands.ts';
import { runScript } from './run-script.ts';
import { startDev } from './start-dev.ts';
import { newUser, useResource } from './use-resource.ts';

const kit = join(import.meta.dirname, '../../..');
const ROUND = 12;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const quoted = (args: readonly string[]): string => args.map((arg) => `'${arg}'`).join(' ');
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

const timed = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
  const since = performance.now();
  const result = await work();
  say(`   ${what}: ${seconds(since)}`);
  return result;
};

/** A project, and its own commands. */
type Workshop = { readonly project: string; readonly run: Awaited<ReturnType<typeof projectCommands>> };

const compose = async (folder: string, examples: readonly string[]): Promise<Workshop> => {
  const project = join(folder, `${examples.join('-')}-api`);
  await createProject({
    kitRoot: kit,
    path: project,
    cwd: folder,
    examples,
    install: false,
    showInstall: false,
    onProgress: () => undefined,
    onNote: say,
    signal: AbortSignal.timeout(60_000),
  });
  await symlink(join(kit, 'node_modules'), join(project, 'node_modules'));
  return { project, run: await projectCommands(project) };
};

/** The hash of all that git sees in the project: files, their bytes and their modes. */
const treeOf = async (project: string): Promise<string> =>
  (await runScript('git add --all && git write-tree', { cwd: project })).trim();

/** Runs a generator; returns the tree before it. @throws where a second run of the same would change anything. */
const generate = async ({ project, run }: Workshop, args: readonly string[]): Promise<string> => {
  const before = await treeOf(project);
  await run('generate', [...args, '--no-check']);
  const after = await treeOf(project);
  if (after === before) throw new Error(`generate ${quoted(args)} wrote nothing.`);
  await run('generate', [...args, '--no-check']);
  if ((await treeOf(project)) !== after) throw new Error(`generate ${quoted(args)} wrote something the second time.`);
  return before;
};

const takeBack = async ({ project, run }: Workshop, args: readonly string[], before: string): Promise<void> => {
  const name = args.filter((arg) => !arg.startsWith('--'));
  await run('destroy', name);
  if ((await treeOf(project)) === before) return;
  const changes = await runScript(`git diff --cached --stat ${before}`, { cwd: project });
  throw new Error(`destroy ${quoted(name)} left the tree other than it was:\n${changes}`);
};

/** The tests that were written since a tree. */
const newTests = async (project: string, before: string): Promise<string> =>
  (await runScript(`git diff --cached --name-only ${before} -- '*.test.ts'`, { cwd: project }))
    .trim()
    .split('\n')
    .join(' ');

/** One round: all of it written, checked, tested, used over HTTP, and taken back in the opposite order. */
const round = async (
  workshop: Workshop,
  resources: readonly MatrixCase[],
  others: readonly MatrixCase[],
  isAttacked: boolean,
): Promise<void> => {
  const { project } = workshop;
  const all = [...resources.map((args) => ['resource', ...args]), ...others];
  const written: { readonly args: readonly string[]; readonly before: string }[] = [];
  await timed(`generated ${all.length}, each twice`, async () => {
    for (const args of all) {
      say(`     ${quoted(args)}`);
      written.push({ args, before: await generate(workshop, args) });
    }
  });
  await timed('lint, types, types of the schema', async () => {
    // A prompt's version is recorded by lint, which loads it; nothing else may be left for it to mend.
    await runScript('npm run lint -- --fix & lint=$!; npm run typecheck -- --singleThreaded; wait $lint; npm run db:types -- --check', { cwd: project }); // prettier-ignore
    const mended = await runScript('git diff --name-only; git ls-files --others --exclude-standard', { cwd: project });
    const allowed = others.length > 0 ? 'src/prompts/versions.json\n' : '';
    if (mended !== allowed) throw new Error(`Lint had to mend what was generated:\n${mended}`);
  });
  await timed('their own tests', async () => {
    const tests = await newTests(project, written[0]?.before ?? '');
    const output = await runScript(`npm test -- ${tests} 2>&1`, { cwd: project });
    say(`     ${/^Tests: .*$/m.exec(output)?.[0] ?? 'no tests'}`);
  });
  if (isAttacked) {
    await timed('attacked by the security suite', async () => {
      const output = await runScript('npm run test:security 2>&1', { cwd: project });
      say(`     ${/^Tests: .*$/m.exec(output)?.[0] ?? 'no tests'}`);
    });
  }
  await timed('used over HTTP', async () => {
    const dev = await startDev(project);
    try {
      const users = [await newUser(dev), await newUser(dev)] as const;
      for (const [index, args] of resources.entries()) await useResource(project, args, users, 1 + 3 * index);
    } finally {
      await dev.stop();
    }
  });
  // What was applied would be taken back by a migration of its own; what lint recorded is not the generator's.
  await runScript('npm run stack:reset && rm -f src/prompts/versions.json', { cwd: project });
  await timed('taken back', async () => {
    for (const { args, before } of written.toReversed()) await takeBack(workshop, args, before);
  });
};

type Rounds = {
  /** Made again in each round, since others refer to them. */
  readonly anchors: readonly MatrixCase[];
  readonly resources: readonly MatrixCase[];
  /** Made in the first round. */
  readonly others: readonly MatrixCase[];
  /** Whether the security suite runs in the first round, where all options are. */
  readonly isAttacked: boolean;
};

/** A project with these examples, and in it all of the resources, some of them in each round. */
const rounds = async (folder: string, examples: readonly string[], all: Rounds): Promise<void> => {
  const workshop = await timed(`composed with ${examples.join(', ')}`, () => compose(folder, examples));
  say(`   ${workshop.project}, kept where this fails`);
  const count = Math.ceil(all.resources.length / ROUND);
  for (const number of Array.from({ length: count }, (_, index) => index)) {
    say(`== Round ${number + 1} of ${count}, with ${examples.join(', ')}`);
    const chosen = all.resources.slice(number * ROUND, (number + 1) * ROUND);
    const isFirst = number === 0;
    await round(workshop, [...all.anchors, ...chosen], isFirst ? all.others : [], isFirst && all.isAttacked);
  }
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { small: { type: 'boolean' }, seed: { type: 'string' } } });
  const size = values.small === true ? 'small' : 'full';
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
  if (!Number.isInteger(seed)) throw new Error(`--seed takes an integer, not "${values.seed}".`);
  say(`Generators, ${size}, seed ${seed}. The same again: npm run test:generators -- ${size === 'small' ? '--small ' : ''}--seed ${seed}`); // prettier-ignore
  const since = performance.now();
  const resources = [
    ...fixedResources(size),
    ...randomResources(size === 'small' ? 2 : 24, seed, { ofUser: 'customers', ofTenant: 'projects' }),
  ];
  const folder = await mkdtemp(join(tmpdir(), 'plinth-matrix-'));
  // What `--tenant` needs, and what `--embeddings` does: its job, its model and all that it requires take long to start.
  await rounds(folder, ['auth'], { anchors, resources, others: pieces, isAttacked: size === 'full' });
  const byMeaning = size === 'full' ? foundByMeaning() : [];
  if (size === 'full')
    await rounds(folder, ['embeddings'], { anchors: [], resources: byMeaning, others: [], isAttacked: true });
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  say(`== ${resources.length + byMeaning.length} resources passed in ${seconds(since)}.`);
};

await main().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
