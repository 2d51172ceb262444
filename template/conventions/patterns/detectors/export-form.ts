import type { Detector } from '../detector.ts';
import { conventionalName, moduleExports } from '../module-exports.ts';

const NAMED = 'one, named as the file';

// `create-token-verifier.ts` makes a verifier, and `token-keys.ts` may export what makes its keys: `createTokenKeys`.
const isNamedAs = (path: string, name: string): boolean =>
  name === conventionalName(path) ||
  name.replace(/^(?:create|build)([A-Z])/, (_all, letter: string) => letter.toLowerCase()) === conventionalName(path);

/**
 * What a file exports beside types. Schemas and what Fastify loads by itself (routes, plugins) have conventions of their
 * own; a file without values has nothing to name.
 */
export const exportForm: Detector = {
  name: 'export-form',
  forms: [NAMED, 'one, named otherwise', 'several', 'default'],
  looksAt: ({ folder, path }) =>
    folder === 'src' && /^(?:services|repositories|clients|context|config|utils)\//.test(path),
  detect({ program, path }) {
    const [first, ...others] = moduleExports(program);
    if (first === undefined) return [];
    if ([first, ...others].some(({ name }) => name === 'default')) return [{ form: 'default', line: first.line }];
    if (others.length > 0) return [{ form: 'several', line: first.line }];
    return [{ form: isNamedAs(path, first.name) ? NAMED : 'one, named otherwise', line: first.line }];
  },
};
