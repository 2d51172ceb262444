import path from 'node:path';
import { broken, type Check, ok } from './check-result.ts';
import { findUpward } from './find-upward.ts';
import { objectOf, readJson } from './read-json.ts';

/** The version that an entry of package.json pins: of `npm:typescript@7.0.2` the last part; null for a range. */
const pinned = (spec: unknown): string | null => /(?:^|@)(\d+\.\d+\.\d+[\w.+-]*)$/.exec(String(spec))?.[1] ?? null;

const problemOf = async (root: string, name: string, spec: unknown): Promise<string | null> => {
  const holder = findUpward(root, path.join('node_modules', name, 'package.json'));
  if (holder === null) return `${name} is missing`;
  const found = objectOf(await readJson(path.join(holder, 'node_modules', name, 'package.json')))['version'];
  const wanted = pinned(spec);
  return wanted === null || found === wanted ? null : `${name} is ${String(found)}, not ${wanted}`;
};

/** Whether each dependency is installed, in the version that package.json names. */
export const packagesCheck: Check = {
  name: 'node_modules',
  look: async ({ root }) => {
    const manifest = await readJson(path.join(root, 'package.json'));
    if (manifest === null) return broken('There is no package.json.', 'Bring it back from git.');
    const wanted = { ...objectOf(manifest['dependencies']), ...objectOf(manifest['devDependencies']) };
    const found = await Promise.all(Object.entries(wanted).map(([name, spec]) => problemOf(root, name, spec)));
    const problems = found.filter((problem) => problem !== null);
    if (problems.length === 0) return ok(`${found.length} packages, as package.json names them`);
    const more = problems.length > 3 ? `, and ${problems.length - 3} more` : '';
    return broken(`${problems.slice(0, 3).join(', ')}${more}.`, 'npm install');
  },
};
