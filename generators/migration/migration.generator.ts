import { posix } from 'node:path';
import type { PlannedFile } from '../lib/plan.ts';
import type { Layout } from '../lib/project-layout.ts';
import { createRenderer } from '../lib/render.ts';
import type { PieceName } from '../pieces/piece-name.ts';

const template = new URL('./templates/migration.hbs', import.meta.url);

type MigrationRequest = { readonly name: PieceName; readonly layout: Layout; readonly now: Date };

/** Plans an empty migration. One of the same name that is there already is the same one. */
export const migrationPlan = async ({ name, layout, now }: MigrationRequest): Promise<readonly PlannedFile[]> => {
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const path = posix.join(layout.migrations, `${stamp}_${name.snake}.sql`);
  const render = await createRenderer(layout);
  return [{ path, content: await render(template, { name }, path), kind: 'create' }];
};
