import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Field } from '../../lib/field.ts';
import type { ResourceNames } from '../../lib/names.ts';
import type { PlannedFile } from '../../lib/plan.ts';
import type { Layout } from '../../lib/project-layout.ts';
import { createRenderer } from '../../lib/render.ts';

type ResourceRequest = {
  readonly names: ResourceNames;
  readonly fields: readonly Field[];
  readonly layout: Layout;
  readonly now: Date;
};

/** As small as a resource generator can be: one migration, one template, one file that others write too. */
export const resourcePlan = async ({
  names,
  fields,
  layout,
  now,
}: ResourceRequest): Promise<readonly PlannedFile[]> => {
  const render = await createRenderer(layout);
  const schema = posix.join(layout.app, `src/schemas/${names.kebab}.schema.ts`);
  const types = posix.join(layout.app, 'src/types/database.types.ts');
  const known = await readFile(join(layout.project, types), 'utf8').catch(() => '');
  const line = `export type ${names.pascal} = 1;\n`;
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  return [
    {
      path: posix.join(layout.migrations, `${stamp}_create_${names.plural}.sql`),
      content: `-- ${fields.map(({ column }) => column).join(', ')}\n`,
      kind: 'create',
    },
    {
      path: schema,
      content: await render(new URL('./templates/schema.hbs', import.meta.url), { names, fields }, schema),
      kind: 'create',
    },
    { path: types, content: known.includes(line) ? known : known + line, kind: 'update' },
  ];
};
