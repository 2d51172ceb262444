import { withEntries } from '../../../project/examples/database-types.ts';

const migration = (table: string, more: string): string => `create table app.${table} (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null default auth.uid()${more}
);
alter table app.${table} enable row level security;
revoke all on app.${table} from anon, authenticated;
grant select on app.${table} to authenticated;
create policy ${table}_select on app.${table} for select to authenticated using (owner_id = (select auth.uid()));
`;

const table = (name: string, refers: string | null) => ({
  section: 'Tables',
  name,
  text: `      ${name}: {
        Row: {
          id: string;
        };
        Relationships: [${refers === null ? '' : `\n          {\n            referencedRelation: '${refers}';\n          },\n        `}];
      };
`,
});

const packageJson = (example: string, more: object): string =>
  `${JSON.stringify({ name: `plinth-example-${example}`, version: '0.0.0', private: true, description: 'A stand-in.', ...more }, null, 2)}\n`;

const demo = table('demo_notes', null);

/**
 * Two examples that hold one of everything, as files of the kit by their paths: `demo`, and `extra`, which requires it.
 * Their dependencies are some that the kit has.
 */
export const standInExamples = (templateTypes: string): Readonly<Record<string, string>> => ({
  'examples/demo/package.json': packageJson('demo', {
    dependencies: { 'left-pad': '1.3.0' },
    devDependencies: { 'is-odd': '3.0.1' },
  }),
  'examples/demo/README.md': '# Demo\n',
  'examples/demo/env.example': '# What demo needs.\nDEMO_KEY=\n',
  'examples/demo/src/demo.ts': "export const demo = (): string => 'demo';\n",
  'examples/demo/src/README.md': '// examples/demo/src/README.md\n',
  'examples/demo/test/demo.test.ts': "import { demo } from '../src/demo.ts';\n",
  'examples/demo/supabase/migrations/20260101000900_demo.sql': migration('demo_notes', ''),
  'examples/demo/database.types.ts': withEntries(templateTypes, [demo]),
  'examples/extra/package.json': packageJson('extra', {
    dependencies: { 'left-pad': '1.3.0' },
    plinth: { requires: ['demo'] },
  }),
  'examples/extra/README.md': '# Extra\n',
  'examples/extra/src/extra.ts':
    "import { demo } from './demo.ts';\n\nexport const extra = (): string => `${demo()}!`;\n",
  'examples/extra/supabase/migrations/20260101000910_extra.sql': migration(
    'extra_items',
    ',\n  note_id uuid references app.demo_notes (id)',
  ),
  'examples/extra/database.types.ts': withEntries(templateTypes, [demo, table('extra_items', 'demo_notes')]),
});
