import { posix } from 'node:path';
import type { PlannedFile } from '../lib/plan.ts';
import type { Layout } from '../lib/project-layout.ts';
import { createRenderer } from '../lib/render.ts';

/** Plans new files from a template each; their paths are relative to the folder that holds `src/`. */
export const renderFiles = async (
  layout: Layout,
  data: object,
  files: ReadonlyArray<readonly [string, URL]>,
): Promise<readonly PlannedFile[]> => {
  const render = await createRenderer(layout);
  const rendered = files.map(async ([file, template]): Promise<PlannedFile> => {
    const path = posix.join(layout.app, file);
    return { path, content: await render(template, data, path), kind: 'create' };
  });
  return Promise.all(rendered);
};
