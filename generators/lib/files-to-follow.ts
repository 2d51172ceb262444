import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorText } from './error-text.ts';
import type { PlannedWrite } from './plan.ts';
import type { Layout } from './project-layout.ts';

/** A file that is written, and the files of the project that are most like it: paths relative to the layout's project. */
export type Followed = { readonly path: string; readonly following: readonly string[] };

type Draft = { readonly path: string; readonly text: string };
type SimilarFiles = (question: {
  root: string;
  name: string;
  drafts: readonly Draft[];
}) => readonly { readonly path: string }[] | null;

const ROLES = /^src\/.+\.(?:schema|repository|service|route)\.ts$/;

/**
 * For each schema, repository, service and route that is planned, the two files of the project that are most like it. What
 * tells so belongs to the project (its `conventions/patterns`), so it is found there at run time, as `src/` is; where a
 * project has none there is nothing to say, and where it fails `onNote` is told why.
 */
export const filesToFollow = async (
  { project, app }: Layout,
  writes: readonly PlannedWrite[],
  onNote: (note: string) => void,
): Promise<readonly Followed[]> => {
  const root = join(project, app);
  const module = join(root, 'conventions/patterns/similar-files.ts');
  if (!existsSync(module)) return [];
  const inProject = (path: string): string => posix.join(app, path);
  const drafts = writes
    .map(({ path, content }) => ({ path: posix.relative(app, path), text: content }))
    .filter(({ path }) => ROLES.test(path));
  try {
    const { similarFiles } = (await import(pathToFileURL(module).href)) as { similarFiles: SimilarFiles };
    return drafts
      .map(({ path }) => ({ path, similar: similarFiles({ root, name: path, drafts }) ?? [] }))
      .filter(({ similar }) => similar.length > 0)
      .map(({ path, similar }) => ({
        path: inProject(path),
        following: similar.map((one) => inProject(one.path)),
      }));
  } catch (error) {
    onNote(`The files to follow are not known: ${errorText(error)}`);
    return [];
  }
};
