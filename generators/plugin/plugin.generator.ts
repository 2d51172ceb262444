import type { PlannedFile } from '../lib/plan.ts';
import type { Layout } from '../lib/project-layout.ts';
import { renderFiles } from '../pieces/render-files.ts';
import type { PieceName } from '../pieces/piece-name.ts';

type PluginRequest = { readonly name: PieceName; readonly layout: Layout };

/** Plans a plugin and its test. */
export const pluginPlan = ({ name, layout }: PluginRequest): Promise<readonly PlannedFile[]> =>
  renderFiles(layout, { name }, [
    [`src/plugins/${name.kebab}.ts`, new URL('./templates/plugin.hbs', import.meta.url)],
    [`test/plugins/${name.kebab}.test.ts`, new URL('./templates/test.hbs', import.meta.url)],
  ]);
