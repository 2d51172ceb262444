import { broken, type Check, ok } from './check-result.ts';
import { runProgram } from './run-program.ts';

export const npmCheck: Check = {
  name: 'npm',
  look: async (place) => {
    const version = await runProgram('npm', ['--version'], place);
    return version === null
      ? broken('npm is not on the PATH, or does not answer.', 'Install Node 24 or later with npm: https://nodejs.org')
      : ok(version);
  },
};
