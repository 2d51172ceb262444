import type { Field } from '../lib/field.ts';
import type { PlannedFile } from '../lib/plan.ts';
import type { Layout } from '../lib/project-layout.ts';
import type { PieceName } from '../pieces/piece-name.ts';
import { renderFiles } from '../pieces/render-files.ts';
import { columnOf } from '../resource/column.ts';

type EventRequest = {
  /** As it is emitted: `invoice.paid`. */
  readonly event: string;
  readonly name: PieceName;
  readonly fields: readonly Field[];
  readonly layout: Layout;
};

/** What it is about: its `id`, or the first id that it tells; null where it tells of none. */
const keyOf = (fields: readonly Field[]): string | null => {
  const ids = fields.filter(({ type, nullable }) => type === 'uuid' && !nullable).map(({ column }) => column);
  return ids.find((column) => column === 'id') ?? ids[0] ?? null;
};

/** Plans an event and its test. */
export const eventPlan = ({ event, name, fields, layout }: EventRequest): Promise<readonly PlannedFile[]> => {
  const columns = fields.map(columnOf);
  const key = keyOf(fields);
  const model = {
    event,
    name,
    columns,
    key: key === null ? 'null' : `'${key}'`,
    usesField: columns.some(({ input }) => input.startsWith('field.')),
    required: columns.filter(({ nullable }) => !nullable),
    usesNumber: columns.some(({ sample }) => /\bn\b/.test(sample)),
  };
  return renderFiles(layout, model, [
    [`src/events/${name.kebab}.event.ts`, new URL('./templates/event.hbs', import.meta.url)],
    [`test/events/${name.kebab}.event.test.ts`, new URL('./templates/test.hbs', import.meta.url)],
  ]);
};
