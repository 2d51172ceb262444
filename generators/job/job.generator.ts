import type { Field } from '../lib/field.ts';
import type { PlannedFile } from '../lib/plan.ts';
import type { Layout } from '../lib/project-layout.ts';
import type { PieceName } from '../pieces/piece-name.ts';
import { renderFiles } from '../pieces/render-files.ts';
import { columnOf } from '../resource/column.ts';

type JobRequest = { readonly name: PieceName; readonly fields: readonly Field[]; readonly layout: Layout };

/** Plans a job and its test. */
export const jobPlan = ({ name, fields, layout }: JobRequest): Promise<readonly PlannedFile[]> => {
  const columns = fields.map(columnOf);
  const model = {
    name,
    columns,
    usesField: columns.some(({ input }) => input.startsWith('field.')),
    usesNumber: columns.some(({ sample }) => /\bn\b/.test(sample)),
    required: columns.filter((column) => column.required),
  };
  return renderFiles(layout, model, [
    [`src/jobs/${name.kebab}.job.ts`, new URL('./templates/job.hbs', import.meta.url)],
    [`test/jobs/${name.kebab}.job.test.ts`, new URL('./templates/test.hbs', import.meta.url)],
  ]);
};
