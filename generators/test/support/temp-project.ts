import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Layout } from '../../lib/project-layout.ts';

const generators = fileURLToPath(new URL('../../', import.meta.url));

export type TempProject = Layout & {
  /** Writes a file below the project, its folders too. */
  readonly write: (path: string, text: string) => void;
  readonly read: (path: string) => string;
  /** Every file's text by its path, the generators and the packages left out. */
  readonly files: () => Record<string, string>;
  readonly remove: () => void;
};

/** The files at or below a path of a project, relative to the project. */
const filesBelow = (project: string, name: string): string[] =>
  statSync(join(project, name)).isFile()
    ? [name]
    : readdirSync(join(project, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(project.length + 1));

/** An empty client project in a folder of its own. */
export const tempProject = (): TempProject => {
  const project = mkdtempSync(join(tmpdir(), 'generate-test-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  };
  const read = (path: string): string => readFileSync(join(project, path), 'utf8');
  write('src/app.ts', '');
  write('supabase/migrations/20260101000000_base.sql', '-- base\n');
  return {
    project,
    app: '.',
    migrations: 'supabase/migrations',
    write,
    read,
    files: () =>
      Object.fromEntries(
        readdirSync(project)
          .filter((name) => !['generators', 'node_modules'].includes(name))
          .flatMap((name) => filesBelow(project, name))
          .sort()
          .map((path) => [path, read(path)]),
      ),
    remove: () => rmSync(project, { recursive: true, force: true }),
  };
};

/** Lays the generators beside the project, as a composed one has them, with a stand-in for the resource generator's templates. */
export const withGenerators = (project: TempProject): TempProject => {
  const target = join(project.project, 'generators');
  const parts = readdirSync(generators).filter((part) => !['project', 'test'].includes(part));
  for (const part of [...parts, 'test/stand-in']) {
    cpSync(join(generators, part), join(target, part), { recursive: true });
  }
  cpSync(join(generators, '../plopfile.ts'), join(project.project, 'plopfile.ts'));
  project.write(
    'generators/resource/resource.generator.ts',
    `export { resourcePlan } from '../test/stand-in/resource.generator.ts';\n`,
  );
  project.write('package.json', '{ "type": "module" }\n');
  project.write('prettier.config.js', 'export default { printWidth: 120, singleQuote: true };\n');
  const packages = [join(generators, '../node_modules'), join(generators, '../../node_modules')].find((path) =>
    existsSync(path),
  );
  symlinkSync(packages ?? 'node_modules', join(project.project, 'node_modules'));
  return project;
};
