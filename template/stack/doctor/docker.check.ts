import { onPath } from '../on-path.ts';
import { type Check, ok } from './check-result.ts';
import { runProgram } from './run-program.ts';

/** Nothing that is done every day needs it. */
export const dockerCheck: Check = {
  name: 'Docker',
  look: async (place) => {
    if ((await onPath(['docker'], place.env['PATH'])) === null) return ok('not installed; nothing here needs it');
    const version = await runProgram('docker', ['info', '--format', '{{.ServerVersion}}'], place);
    return ok(version ?? 'installed, but its engine does not answer; nothing here needs it');
  },
};
