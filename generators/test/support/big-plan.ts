import type { PlannedFile } from '../../lib/plan.ts';

/** New files in new folders, and an update of `src/existing.ts`. */
export const bigPlan: readonly PlannedFile[] = [
  { path: 'src/new/deep/one.ts', content: 'one\n', kind: 'create' },
  { path: 'src/existing.ts', content: 'after\n', kind: 'update' },
  { path: 'src/new/two.ts', content: 'two\n', kind: 'create' },
  { path: 'supabase/migrations/20270101000000_create_things.sql', content: 'three\n', kind: 'create' },
];
