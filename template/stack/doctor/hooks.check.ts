import { existsSync } from 'node:fs';
import path from 'node:path';
import { onPath } from '../on-path.ts';
import { type Check, ok, warning } from './check-result.ts';
import { runProgram } from './run-program.ts';

const REMEDY = 'npm install in the folder that holds .git; it sets core.hooksPath to .husky/_';

/** Whether git will run the hooks of `.husky/`. Without them a commit passes, and CI finds what they would have found. */
export const hooksCheck: Check = {
  name: 'hooks',
  look: async (place) => {
    if ((await onPath(['git'], place.env['PATH'])) === null) return warning('git is not on the PATH.', 'Install git.');
    const top = await runProgram('git', ['rev-parse', '--show-toplevel'], place);
    if (top === null || top === '') return ok('no git repository here, so no hooks');
    const set = await runProgram('git', ['config', 'core.hooksPath'], place);
    if (set === null || set === '')
      return warning('Not set up: core.hooksPath is empty, so a commit is not checked.', REMEDY);
    const folder = path.resolve(top, set);
    if (!folder.endsWith(path.join('.husky', '_')))
      return warning(`core.hooksPath is ${set}, not .husky/_: a commit is not checked.`, REMEDY);
    const missing = ['pre-commit', 'commit-msg'].filter((name) => !existsSync(path.join(folder, name)));
    return missing.length === 0
      ? ok(`${set} runs them`)
      : warning(`${set} has no ${missing.join(' and no ')}, and git says nothing about it.`, REMEDY);
  },
};
