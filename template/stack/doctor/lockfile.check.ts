import path from 'node:path';
import { broken, type Check, ok, warning } from './check-result.ts';
import { findUpward } from './find-upward.ts';
import { objectOf, readJson } from './read-json.ts';

const LOCK = 'package-lock.json';

/** Whether the lockfile was made from this package.json. */
export const lockfileCheck: Check = {
  name: 'lockfile',
  look: async ({ root }) => {
    const manifest = objectOf(await readJson(path.join(root, 'package.json')));
    const holder = findUpward(root, LOCK);
    if (holder === null)
      return warning(
        'There is no package-lock.json: the next install may bring other versions.',
        'npm install, then commit it',
      );
    const lock = objectOf(await readJson(path.join(holder, LOCK)));
    // In a workspace the lockfile is the parent's.
    const own = objectOf(objectOf(lock['packages'])[path.relative(holder, root).split(path.sep).join('/')]);
    const differing = ['dependencies', 'devDependencies'].flatMap((kind) => {
      const [locked, wanted] = [objectOf(own[kind]), objectOf(manifest[kind])];
      const names = Object.keys({ ...locked, ...wanted });
      return names.filter((name) => locked[name] !== wanted[name]);
    });
    if (differing.length === 0) return ok('in step with package.json');
    const named = differing.slice(0, 3).join(', ') + (differing.length > 3 ? ', …' : '');
    return broken(
      `package-lock.json and package.json differ in ${named}: npm ci will refuse.`,
      'npm install, then commit it',
    );
  },
};
