import { posix } from 'node:path';
import type { Field } from '../lib/field.ts';
import type { ResourceNames } from '../lib/names.ts';
import type { PlannedFile } from '../lib/plan.ts';
import type { Layout } from '../lib/project-layout.ts';
import { createRenderer } from '../lib/render.ts';

type ResourceRequest = {
  readonly names: ResourceNames;
  readonly fields: readonly Field[];
  readonly layout: Layout;
  readonly now: Date;
};

/** Plans the files of a resource. */
export const resourcePlan = async ({
  names,
  fields,
  layout,
  now,
}: ResourceRequest): Promise<readonly PlannedFile[]> => {
  const render = await createRenderer(layout);
  const schema = posix.join(layout.app, `src/schemas/${names.kebab}.schema.ts`);
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
  ];
};
