import { join } from 'node:path';
import type { Layout } from './project-layout.ts';

/** TypeScript in the project's own Prettier style. Prettier is loaded here, since loading it takes a fifth of a second. */
export const formatTypeScript = async (layout: Layout, path: string, text: string): Promise<string> => {
  const prettier = await import('prettier');
  const filepath = join(layout.project, path);
  return prettier.format(text, { ...(await prettier.resolveConfig(filepath)), filepath });
};
