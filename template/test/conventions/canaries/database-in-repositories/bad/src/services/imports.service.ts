import { createClient } from '@supabase/supabase-js'; // bad: database-in-repositories
import { PostgrestClient } from '@supabase/postgrest-js'; // bad: database-in-repositories
import type { SupabaseClient as Db } from '@supabase/supabase-js'; // bad: database-in-repositories
import type { PostgrestFilterBuilder, User } from '@supabase/supabase-js'; // bad: database-in-repositories
import type * as all from '@supabase/supabase-js'; // bad: database-in-repositories
import { supabase } from '../clients/supabase.ts'; // bad: database-in-repositories
import { createSupabaseAuth as make } from './../clients/supabase-auth.ts'; // bad: database-in-repositories
import type { supabase as typed } from '../clients/supabase.ts'; // bad: database-in-repositories
import { createRequire } from 'node:module';

export * from '../clients/supabase-admin.ts'; // bad: database-in-repositories, clients-stay-inside
export { supabase as db } from '../clients/supabase.ts'; // bad: database-in-repositories, clients-stay-inside
export type { SupabaseClient } from '@supabase/supabase-js'; // bad: database-in-repositories
export type * from '@supabase/supabase-js'; // bad: database-in-repositories

const load = createRequire(import.meta.url);

export const importsService = {
  make: () => createClient,
  rest: PostgrestClient,
  late: () => import('../clients/supabase.ts'), // bad: database-in-repositories
  dynamic: () => import('@supabase/' + 'supabase-js'), // bad: database-in-repositories
  required: () => load('../clients/supabase.ts'), // bad: database-in-repositories
  list: () => supabase.auth.getUser, // bad: clients-stay-inside
  make2: () => make().auth.getUser(),
};

type Inline = import('@supabase/supabase-js').SupabaseClient; // bad: database-in-repositories
export type Types = { db: Db; builder: PostgrestFilterBuilder; user: User; all: all.User; typed: typeof typed; i: Inline };
