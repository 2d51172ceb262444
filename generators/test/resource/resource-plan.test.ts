import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { generators } from '../../generators.ts';
import { fieldTypes } from '../../lib/field.ts';
import { findLayout } from '../../lib/project-layout.ts';
import { parseResourceArguments } from '../../lib/resource-arguments.ts';
import { resourcePlan } from '../../resource/resource.generator.ts';

const layout = findLayout(join(import.meta.dirname, '../../..'));
const now = new Date('2026-03-01T12:00:00Z');

/** The planned files by what their path ends in. */
const plan = async (...args: string[]) => {
  const files = await resourcePlan({ ...parseResourceArguments(args), layout, now });
  return (end: string): string => {
    const file = files.find(({ path }) => path.endsWith(end));
    if (file === undefined) throw new Error(`Nothing is planned that ends in ${end}: ${files.map(({ path }) => path)}`);
    return file.content;
  };
};

describe('the plan of a resource', () => {
  const planned: { file: (end: string) => string } = { file: () => '' };

  beforeAll(async () => {
    planned.file = await plan(
      'order',
      'number:string:unique',
      'total:decimal',
      'note:text:nullable',
      'group:string:index',
    );
  });

  it('has a migration with row-level security, four policies and grants by column', () => {
    const sql = planned.file('supabase/migrations/20260301120000_create_orders.sql');
    expect(sql).toContain('alter table app."orders" enable row level security;');
    for (const verb of ['select', 'insert', 'update', 'delete']) {
      expect(sql).toMatch(new RegExp(`create policy owner_${verb}s on app."orders" for ${verb} to authenticated`));
    }
    expect(sql).toContain('revoke all on app."orders" from public, anon, authenticated;');
    expect(sql).toContain('insert ("number", "total", "note", "group"),');
    expect(sql).toContain('update ("number", "total", "note", "group")');
    expect(sql).not.toMatch(/grant (all|insert|update) on [^;]*authenticated/);
  });

  it('asks for the caller once a statement, not once a row', () => {
    const sql = planned.file('.sql');
    expect(sql.match(/owner_id = \(select auth\.uid\(\)\)/g)).toHaveLength(5);
    expect(sql.match(/using \(true\)/g)).toBeNull();
  });

  it('indexes the list, what was asked for, and what is unique only once', () => {
    const sql = planned.file('.sql');
    expect(sql).toContain('create index on app."orders" (owner_id, created_at desc, id desc);');
    expect(sql).toContain('create index on app."orders" (owner_id, "group", id);');
    expect(sql).toContain('unique (owner_id, "number")');
    expect(sql).not.toContain('create index on app."orders" (owner_id, "number"');
  });

  it('reads and writes exact numbers as text', () => {
    expect(planned.file('order.repository.ts')).toContain('total::text');
    expect(planned.file('database.types.ts')).toMatch(
      /orders: \{\s+Row: \{[^}]*total: number;[^}]*\};[^]*?Insert: \{[^}]*total: string;/,
    );
  });

  it('says what the conventions want in each file', () => {
    const schema = planned.file('order.schema.ts');
    expect(schema).toContain('z.strictObject({');
    expect(schema).toContain('note: field.text().nullable().default(null)');
    expect(schema).not.toContain('optional');
    expect(planned.file('orders.route.ts')).toContain("app.addHook('onRequest', app.authenticate);");
    expect(planned.file('orders.route.ts')).not.toContain('repository');
    expect(planned.file('orders.route.ts')).toContain('querystring: noQuery');
    expect(planned.file('orders.route.ts')).toContain('querystring: orderQuerySchema');
    expect(planned.file('order.service.ts')).not.toContain('supabase');
  });

  it('offers no filter for a column that PostgREST reads as something else, and no search without text', async () => {
    const file = await plan('thing', 'order:integer', 'size:integer');
    const schema = file('thing.schema.ts');
    expect(schema).toMatch(/size: filter\.integer\(\)/);
    expect(schema.slice(schema.indexOf('QuerySchema'))).not.toMatch(/^ {2}order:/m);
    expect(schema).not.toContain('filter.search()');
  });

  it('sorts by no URL, whose cursors would be too long to send', async () => {
    const schema = (await plan('thing', 'site:url:index', 'contact:email'))('thing.schema.ts');
    expect(schema).toContain(`'-contact'`);
    expect(schema).not.toContain(`'-site'`);
  });

  it.each(fieldTypes.filter((type) => type !== 'enum' && type !== 'references'))(
    'takes a field of type %s, nullable or not',
    async (type) => {
      const file = await plan('thing', `one:${type}`, `two:${type}:nullable`);
      expect(file('.sql')).toMatch(/"one" \w+ not null/);
      expect(file('.sql')).toMatch(/"two" \w+(?! not null)[ ,]/);
      expect(file('thing.schema.ts')).toContain(`one: field.${type}()`);
      expect(file('thing.schema.ts')).toContain(`two: field.${type}().nullable().default(null)`);
    },
  );

  it('names the values of an enum in the CHECK, the schema and the types', async () => {
    const file = await plan('thing', 'state:enum(on|off)');
    expect(file('.sql')).toContain(`"state" text not null check ("state" in ('on', 'off'))`);
    expect(file('thing.schema.ts')).toContain(`state: z.enum(['on', 'off'])`);
    expect(file('database.types.ts')).toContain(`state: 'on' | 'off';`);
  });

  it('refers to rows of its own by a key that carries the owner', async () => {
    const sql = (await plan('node', 'parent:references(nodes):nullable'))('.sql');
    expect(sql).toContain(
      'foreign key ("parent_id", owner_id) references app."nodes" (id, owner_id) on delete set null ("parent_id")',
    );
    expect(sql).toContain('create index on app."nodes" ("parent_id", owner_id);');
  });

  it('puts rows aside with --soft-delete, and takes the right to destroy them away', async () => {
    const file = await plan('order', 'number:string:unique', '--soft-delete');
    const sql = file('.sql');
    expect(sql).toContain('grant select on app."orders" to authenticated;');
    expect(sql).not.toContain('for delete');
    expect(sql).toContain('create unique index on app."orders" (owner_id, "number") where deleted_at is null;');
    expect(sql).not.toContain('unique (owner_id, "number")');
    expect(file('order.repository.ts')).not.toContain('.delete()');
    expect(file('orders.route.ts')).toContain(`'/orders/:id/restore'`);
    expect(file('database.types.ts')).toMatch(/orders: \{\s+Row: \{[^}]*deleted_at: string \| null;/);
  });

  it('opens reading with --public-read, and nothing else', async () => {
    const file = await plan('post', 'title:string:index', '--public-read');
    const sql = file('.sql');
    expect(sql.match(/using \(true\)/g)).toHaveLength(1);
    expect(sql).toMatch(/for select to authenticated\s+using \(true\);/);
    expect(sql.match(/owner_id = \(select auth\.uid\(\)\)/g)).toHaveLength(4);
    expect(sql).not.toMatch(/grant [^;]* to [^;]*anon/);
    expect(sql).toContain('create index on app."posts" ("title", id);');
    expect(file('post.service.ts')).toContain(`appError.forbidden('not_owner'`);
  });

  it('shows everyone a row with --public-read --soft-delete until it is deleted', async () => {
    const sql = (await plan('post', 'title:string', '--public-read', '--soft-delete'))('.sql');
    expect(sql).toContain('using (deleted_at is null or owner_id = (select auth.uid()));');
    expect(sql).not.toContain('using (true)');
  });

  it('searches words with --search, and refuses it where there is no text', async () => {
    const file = await plan('post', 'title:string', 'body:text:nullable', '--search');
    expect(file('.sql')).toContain(
      `search_words tsvector not null generated always as (to_tsvector('simple', coalesce("title", '') || ' ' || coalesce("body", ''))) stored,`,
    );
    expect(file('.sql')).toContain('create index on app."posts" using gin (search_words);');
    expect(file('post.repository.ts')).toContain(
      `textSearch('search_words', q, { type: 'websearch', config: 'simple' })`,
    );
    expect(file('post.repository.ts')).not.toContain('searchFilter');
    await expect(plan('thing', 'size:integer', '--search')).rejects.toThrow('--search has nothing to search');
  });

  it('refuses a parent that is not there, itself, or public reading below one', async () => {
    await expect(plan('thing', 'name:string', '--parent=ghosts')).rejects.toThrow('cannot stand below ghosts');
    await expect(plan('thing', 'name:string', '--parent=things')).rejects.toThrow('cannot stand below themselves');
    await expect(plan('thing', 'name:string', '--parent=owners', '--public-read')).rejects.toThrow(
      'do not go together',
    );
    await expect(plan('thing', 'ghost:references', '--parent=ghosts')).rejects.toThrow('"ghost_id" is what an option');
  });

  it('has no trace of an option that was not asked for', () => {
    for (const end of ['.sql', 'order.repository.ts', 'order.service.ts', 'orders.route.ts', 'order.schema.ts'])
      expect(planned.file(end)).not.toMatch(/deleted_at|restore|owner_id: z|not_owner|search_words/);
  });

  it('refuses an option that there is not, and a field of the name that an option takes', async () => {
    await expect(plan('thing', 'name:string', '--soft-delet')).rejects.toThrow('Did you mean');
    await expect(plan('thing', 'deleted_at:datetime', '--soft-delete')).rejects.toThrow(
      '"deleted_at" is what an option',
    );
  });

  it('types a unique reference as `npm run db:types` does, which looks for a key of the very same columns', async () => {
    const types = (await plan('node', 'parent:references(nodes):nullable:unique'))('database.types.ts');
    expect(types).toContain(`foreignKeyName: 'nodes_parent_id_fkey';`);
    expect(types).not.toContain('isOneToOne: true');
  });

  it('types columns and references in the order of `npm run db:types`, whatever the order of the fields', async () => {
    const given = ['z_9', 'a1', 'a_1'].map((name) => `${name}:references(nodes):nullable`);
    const types = (await plan('node', ...given))('database.types.ts');
    const keys = [...types.matchAll(/'nodes_(\w+)_id_fkey'/g)].map(([, name]) => name);
    expect(keys).toEqual(['a_1', 'a1', 'z_9']);
    expect(types.indexOf('a_1_id')).toBeLessThan(types.indexOf('a1_id'));
  });

  it('refuses a reference to a table that is not there, and a row that must refer to another from the first on', async () => {
    await expect(plan('thing', 'ghost:references')).rejects.toThrow(
      'things cannot refer to ghosts: there is no such table.',
    );
    await expect(plan('node', 'parent:references(nodes)')).rejects.toThrow('"parent" cannot be required');
  });

  it('makes no vectors where the project has no example that does, and says which', async () => {
    await expect(plan('article', 'title:string', '--embeddings')).rejects.toMatchObject({
      message: 'articles cannot be searched by meaning: this project makes no vectors.',
      next: expect.stringContaining('npm run generate -- example embeddings'),
      exitCode: 1,
    });
  });

  it('makes no table that is there already', async () => {
    const prepared = await generators.find(({ name }) => name === 'resource')?.prepare(['notification', 'code:string']);
    await expect(prepared?.plan(layout, now)).rejects.toMatchObject({
      message: 'The table app.notifications is there already, and this command did not make it.',
      next: expect.stringContaining('npm run generate -- resource notification --from-table'),
    });
  });
});
