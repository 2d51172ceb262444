import path from 'node:path';
import { type Check, ok, warning } from './check-result.ts';
import { findUpward } from './find-upward.ts';
import { objectOf, readJson } from './read-json.ts';

const REMEDY = 'Bring .kit.json back from git: updates from the kit start from it.';

/** The version of the kit that a project was made from. */
export const kitCheck: Check = {
  name: 'kit',
  look: async ({ root }) => {
    const holder = findUpward(root, '.kit.json');
    if (holder === null) {
      const above = await readJson(path.join(root, '../package.json')).catch(() => null);
      return above?.['name'] === 'create-plinth'
        ? ok('this is the kit itself')
        : warning('There is no .kit.json, so nobody knows the version of the kit.', REMEDY);
    }
    // What is no JSON has no version.
    const kit = objectOf(await readJson(path.join(holder, '.kit.json')).catch(() => null));
    const version = objectOf(kit['kit'])['version'];
    return typeof version === 'string' ? ok(version) : warning('.kit.json names no version of the kit.', REMEDY);
  },
};
