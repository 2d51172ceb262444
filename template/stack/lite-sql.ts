import { SUPABASE_AUTH_HELPERS_SQL } from '@supabase/lite';

const roles = 'anon, authenticated, service_role';

/**
 * What a hosted project has before its first migration, and what Lite lacks or would add too late: the helpers of the
 * schema auth, the roles that migrations name, the schema for extensions, and the grants that storage needs.
 * No grants on schema app or public: a migration must say them, as `auto_expose_new_tables = false` asks for.
 * Safe to run again.
 */
export const liteSql = `
${SUPABASE_AUTH_HELPERS_SQL}
do $$
declare wanted text;
begin
  foreach wanted in array array['anon', 'authenticated', 'service_role', 'authenticator', 'supabase_auth_admin',
                                'supabase_storage_admin', 'dashboard_user'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I nologin', wanted);
    end if;
  end loop;
end $$;
alter role service_role bypassrls;
create schema if not exists extensions;
grant usage on schema public, extensions, auth, storage to ${roles};
grant select, insert, update, delete on all tables in schema storage to ${roles};
`;
