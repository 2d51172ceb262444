import { describe, expect, it } from '@jest/globals';
import { brokenRules, lint } from './lint.ts';

const rule = 'conventions/database-in-repositories';
const service = 'src/services/a.service.ts';
const repository = 'src/repositories/invoice.repository.ts';

const bad: [string, string][] = [
  [service, "import { createClient } from '@supabase/supabase-js'; export const a = createClient;"],
  [
    service,
    "import { type User, createClient } from '@supabase/supabase-js'; export const a = (u: User) => createClient(u.id, '');",
  ],
  [service, "export * from '@supabase/supabase-js';"],
  [service, "export { createClient } from '@supabase/supabase-js';"],
  [service, "export const a = await import('@supabase/supabase-js');"],
  [
    service,
    "import { createRequire } from 'node:module'; export const a = createRequire(import.meta.url)('@supabase/supabase-js');",
  ],
  [service, "import { PostgrestClient } from '@supabase/postgrest-js'; export const a = PostgrestClient;"],
  [repository, "import { createClient } from '@supabase/supabase-js'; export const a = createClient;"],
  ['src/clients/database.ts', "import { createClient } from '@supabase/supabase-js'; export const a = createClient;"],
  ['test/services/a.test.ts', "import { createClient } from '@supabase/supabase-js'; export const a = createClient;"],
  [service, "import { supabase } from '../clients/supabase.ts'; export const a = supabase;"],
  [service, "import type { supabase } from '../clients/supabase.ts'; export type A = typeof supabase;"],
  [service, "import { supabase } from './../../src/clients/supabase.ts'; export const a = supabase;"],
  [service, "import { supabase } from '../clients/supabase.ts?fresh'; export const a = supabase;"],
  [service, "import { supabase } from '../clients/supa%62ase.ts'; export const a = supabase;"],
  [service, "import { createSupabaseAuth } from '../clients/supabase-auth.ts'; export const a = createSupabaseAuth;"],
  [service, "export * from '../clients/supabase.ts';"],
  [service, "export { supabase as db } from '../clients/supabase.ts';"],
  [service, "export const load = () => import('../clients/supabase.ts');"],
  [service, "export type A = import('../clients/supabase.ts').Client;"],
  ['src/clients/redis.ts', "export * from './supabase.ts';"],
  [
    'src/services/sneaky.repository.ts',
    "import { supabase } from '../clients/supabase.ts'; export const a = supabase;",
  ],
  ['src/repositories/helper.ts', "import { supabase } from '../clients/supabase.ts'; export const a = () => supabase;"],
  [repository, "import { supabaseAdmin } from '../clients/supabase-admin.ts'; export const a = () => supabaseAdmin;"],
  [
    'src/repositories/a/error.repository.ts',
    "import { supabaseAdmin } from '../../clients/supabase-admin.ts'; export const a = () => supabaseAdmin;",
  ],
  [
    'src/repositories/a/outbox-admin.repository.ts',
    "import { supabaseAdmin } from '../../clients/supabase-admin.ts'; export const a = () => supabaseAdmin;",
  ],
  [
    'src/services/outbox-admin.repository.ts',
    "import { supabaseAdmin } from '../clients/supabase-admin.ts'; export const a = () => supabaseAdmin;",
  ],
  [
    'src/repositories/admin.repository.ts',
    "import { supabaseAdmin } from '../clients/supabase-admin.ts'; export const a = () => supabaseAdmin;",
  ],
  ['test/routes/a.test.ts', "import { supabase } from '../../src/clients/supabase.ts'; export const a = supabase;"],
  [
    '../examples/auth/src/services/a.service.ts',
    "import { supabase } from '../clients/supabase.ts'; export const a = supabase;",
  ],
  [
    '../acme-api/src/services/a.service.ts',
    "import { supabase } from '../clients/supabase.ts'; export const a = supabase;",
  ],
];

const good: [string, string][] = [
  [
    repository,
    "import { supabase } from '../clients/supabase.ts'; export const a = { list: async () => await supabase.from('invoices').select() };",
  ],
  [
    'src/repositories/error.repository.ts',
    "import { supabaseAdmin } from '../clients/supabase-admin.ts'; export const a = async () => await supabaseAdmin.rpc('a');",
  ],
  [
    'src/repositories/outbox-admin.repository.ts',
    "import { supabaseAdmin } from '../clients/supabase-admin.ts'; export const a = async () => await supabaseAdmin.rpc('a');",
  ],
  [
    'src/repositories/health.repository.ts',
    "import { supabaseAdmin } from '../clients/supabase-admin.ts'; export const a = async () => await supabaseAdmin.rpc('a');",
  ],
  [
    'src/clients/supabase.ts',
    "import { createClient } from '@supabase/supabase-js'; export const supabase = (fetch: typeof globalThis.fetch) => createClient('', '', { global: { fetch } });",
  ],
  [
    'src/clients/supabase-admin.ts',
    "import { supabaseFetch } from './supabase-fetch.ts'; export const a = supabaseFetch;",
  ],
  [service, "import type { User } from '@supabase/supabase-js'; export type A = User;"],
  [service, "import { type User } from '@supabase/supabase-js'; export type A = User;"],
  [service, "import { redis } from '../clients/redis.ts'; export const a = redis;"],
  [
    'test/support/database.ts',
    "import { supabaseAdmin } from '../../src/clients/supabase-admin.ts'; export const a = supabaseAdmin;",
  ],
  ['test/support/client.ts', "import { createClient } from '@supabase/supabase-js'; export const a = createClient;"],
  [
    'test/clients/supabase.test.ts',
    "import { supabase } from '../../src/clients/supabase.ts'; export const a = supabase;",
  ],
  ['stack/database.ts', "import { PGlite } from '@electric-sql/pglite'; export const a = PGlite;"],
];

describe(rule, () => {
  it.each(bad)('%s: refuses %s', async (path, code) => {
    expect(await brokenRules(path, code)).toContain(rule);
  });

  it.each(good)('%s: takes %s', async (path, code) => {
    expect(await brokenRules(path, code)).toEqual([]);
  });

  it('names the repositories that may speak as the service role', async () => {
    const code =
      "import { supabaseAdmin } from '../clients/supabase-admin.ts'; export const a = async () => await supabaseAdmin.rpc('a');";
    const messages = (await lint(repository, code)).map(({ message }) => message);
    expect(messages).toContainEqual(
      expect.stringContaining('only error.repository.ts, health.repository.ts and *-admin.repository.ts may import it'),
    );
  });

  it.each([
    [
      "import type { SupabaseClient } from '@supabase/supabase-js'; export type A = SupabaseClient;",
      'type of a client',
    ],
    ["export const a = (db: Db) => db.from('a').select();", 'A query is made here'],
  ])('says of %s what to do', async (code, text) => {
    const [finding] = await lint(service, code);
    expect(finding?.message).toContain(text);
    expect(finding?.message).toContain('PATTERNS.md › Database');
    expect(finding?.message).toContain('a method of a repository');
  });
});
