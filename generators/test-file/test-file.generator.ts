import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { commandFailure, usageError } from '../lib/command-error.ts';
import type { PlannedFile } from '../lib/plan.ts';
import type { Layout } from '../lib/project-layout.ts';
import { renderFiles } from '../pieces/render-files.ts';
import { exportOf } from './export-of.ts';

export const testFileHelp =
  'A file is named below src/, its role may be left out: npm run generate -- test services/invoice, or utils/etag, or plugins/cors.';

const roles: Readonly<Record<string, string>> = {
  config: 'config', jobs: 'job', prompts: 'prompt', repositories: 'repository',
  routes: 'route', schemas: 'schema', services: 'service',
}; // prettier-ignore

/** These files own a process: what imports them starts it. */
const PROCESSES = ['server', 'worker'];

/** Reads the argument of `generate test`: `services/invoice`, without `src/` and `.ts`. @throws usage error */
export const parseTestedFile = (args: readonly string[]): string => {
  const [input = '', ...more] = args;
  const shown = JSON.stringify((more.length > 0 ? more.join(' ') : input).slice(0, 60));
  if (more.length > 0) throw usageError(`${shown} is too much: a test is for one file.`, testFileHelp);
  const file = input.replace(/^src\//, '').replace(/\.ts$/, '');
  const segment = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)?$/;
  if (file === '') throw usageError('It is not said which file is to be tested.', testFileHelp);
  if (file.length > 120 || file.split('/').some((part) => !segment.test(part)))
    throw usageError(`${shown} does not name a file of src/: folders and a file in kebab-case.`, testFileHelp);
  if (PROCESSES.includes(file))
    throw usageError(`src/${file}.ts starts a process when it is imported: test it by starting it.`, testFileHelp);
  return file;
};

/** The file that is meant, without `.ts`: as it is written, or with the role of its folder. @throws command failure */
const findFile = (tested: string, { project, app }: Layout): string => {
  const role = roles[tested.split('/')[0] ?? ''];
  const candidates = role === undefined ? [tested] : [tested, `${tested}.${role}`];
  const found = candidates.find((name) => existsSync(join(project, app, 'src', `${name}.ts`)));
  if (found !== undefined) return found;
  throw commandFailure(
    `There is no src/${candidates.join('.ts, and no src/')}.ts to test.`,
    'Look at the name, or write the file first: `npm run generate` lists what is written for you.',
  );
};

/**
 * Plans a test file that imports what a file exports, with a first test that passes.
 * @throws command failure where there is no such file, where it exports nothing that runs, or where it has a test already.
 */
export const testFilePlan = async (request: {
  readonly tested: string;
  readonly layout: Layout;
}): Promise<readonly PlannedFile[]> => {
  const { layout } = request;
  const file = findFile(request.tested, layout);
  const source = posix.join(layout.app, 'src', `${file}.ts`);
  // A resource's routes are tested in `invoices.test.ts`.
  const other = posix.join('test', `${file.replace(/\.[a-z]+$/, '')}.test.ts`);
  if (other !== `test/${file}.test.ts` && existsSync(join(layout.project, layout.app, other)))
    throw commandFailure(`${source} has its tests already: ${posix.join(layout.app, other)}.`, 'Go on there.');
  const exported = exportOf(await readFile(join(layout.project, source), 'utf8'), file);
  if (exported === null)
    throw commandFailure(`${source} exports nothing that runs.`, 'Types are checked by `npm run typecheck`.');
  const path = `test/${file}.test.ts`;
  const from = posix.relative(posix.dirname(path), `src/${file}.ts`);
  const template = new URL('./templates/test.hbs', import.meta.url);
  return renderFiles(layout, { ...exported, from }, [[path, template]]);
};
