import { unwrap } from '../../ast/resolve.ts';
import { chain } from '../callee.ts';
import type { Detector } from '../detector.ts';
import { conventionalName, type ModuleExport, moduleExports } from '../module-exports.ts';

const DEFINED = 'one, by defineJob';

function isDefined({ name, value }: ModuleExport, path: string): boolean {
  const made = value === null ? null : unwrap(value);
  return name === conventionalName(path) && made?.type === 'CallExpression' && chain(made.callee)[0] === 'defineJob';
}

/** How jobs are written: one in a file, named as the file, whose payload gives `run` its type. */
export const jobForm: Detector = {
  name: 'job-form',
  forms: [DEFINED, 'otherwise'],
  looksAt: ({ folder, path }) => folder === 'src' && /^jobs\/.*\.job\.[jt]s$/.test(path),
  detect({ program, path }) {
    const [first, ...others] = moduleExports(program);
    const isOne = first !== undefined && others.length === 0 && isDefined(first, path);
    return [{ form: isOne ? DEFINED : 'otherwise', line: first?.line ?? 1 }];
  },
};
