import { existsSync } from 'node:fs';
import path from 'node:path';
import { onPath } from '../on-path.ts';
import { broken, type Check, ok } from './check-result.ts';
import { findUpward } from './find-upward.ts';
import { runProgram } from './run-program.ts';

const NEEDED = 24;
const OWN = 'node_modules/.bin/node';

const majorOf = (version: string): number => Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0);

/** npm scripts take the Node of the dependencies, else the one on PATH. */
export const nodeCheck: Check = {
  name: 'Node',
  look: async (place) => {
    const holder = findUpward(place.root, OWN);
    const own = holder === null ? null : path.join(holder, OWN);
    const program = own !== null && existsSync(own) ? own : await onPath(['node'], place.env['PATH']);
    const remedy = 'npm install, which brings Node 24 along; npm rebuild node where install scripts were not run';
    if (program === null) return broken('There is no node on the PATH, so no npm script can run.', remedy);
    const version = (await runProgram(program, ['--version'], place)) ?? '';
    if (version === '') return broken(`${program} does not run.`, remedy);
    if (majorOf(version) >= NEEDED) return ok(version);
    return broken(`npm scripts find ${program}, which is ${version}: ${NEEDED} or later is needed.`, remedy);
  },
};
