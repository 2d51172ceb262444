-- What each role (app.user_roles) allows, and the roles of a caller: from the claims of their token where the access token
-- hook puts them there, and from the table where there is no hook.

create table app.role_permissions (
  role text not null check (role ~ '^[a-z][a-z0-9_]{0,49}$'),
  -- What is done to what: `audit:read`.
  permission text not null check (permission ~ '^[a-z][a-z_]{0,49}:[a-z][a-z_]{0,49}$'),
  primary key (role, permission)
);
insert into app.role_permissions (role, permission) values ('admin', 'audit:read'), ('auditor', 'audit:read');

-- The hook writes the claim `user_roles`, which no user can: what they may write of themselves is below `user_metadata`.
-- A role that is taken away stays in the claim until the token is refreshed, within the hour; see `is_admin`.
create function app.own_roles() returns text[]
language sql stable security definer
set search_path = ''
as $$
  select case
    when jsonb_typeof(auth.jwt() -> 'user_roles') = 'array'
      then array(select jsonb_array_elements_text(auth.jwt() -> 'user_roles'))
    else array(select role from app.user_roles where user_id = auth.uid())
  end;
$$;
revoke execute on function app.own_roles() from public, anon, authenticated;
grant execute on function app.own_roles() to authenticated, service_role;

-- For policies: `using ((select app.has_permission('audit:read')))`.
create function app.has_permission(requested text) returns boolean
language sql stable security definer
set search_path = ''
as $$
  select exists (
    select from app.role_permissions where permission = requested and role = any ((select app.own_roles())::text[])
  );
$$;
revoke execute on function app.has_permission(text) from public, anon, authenticated;
grant execute on function app.has_permission(text) to authenticated, service_role;

-- Whether the caller has shown their second factor, where they have one. The embedded Supabase has none.
create function app.is_assured() returns boolean
language plpgsql stable security definer
set search_path = ''
as $$
begin
  if auth.jwt() ->> 'aal' = 'aal2' or to_regclass('auth.mfa_factors') is null then
    return true;
  end if;
  return not exists (select from auth.mfa_factors where user_id = auth.uid() and status = 'verified');
end;
$$;
revoke execute on function app.is_assured() from public, anon, authenticated;
grant execute on function app.is_assured() to authenticated, service_role;

-- Whether the caller is an admin now, whatever their token says.
create function app.is_admin() returns boolean
language sql stable security definer
set search_path = ''
as $$
  select app.is_assured() and exists (select from app.user_roles where user_id = (select auth.uid()) and role = 'admin');
$$;
revoke execute on function app.is_admin() from public, anon, authenticated;
grant execute on function app.is_admin() to authenticated, service_role;

alter table app.role_permissions enable row level security;
revoke all on app.role_permissions from public, anon, authenticated;
grant select on app.role_permissions to authenticated;
grant select, insert, update, delete on app.role_permissions to service_role;
create policy holders_select on app.role_permissions for select to authenticated
  using (role = any ((select app.own_roles())::text[]));

-- Supabase Auth calls this before it issues an access token, once config.toml names it:
--   [auth.hook.custom_access_token]
--   enabled = true
--   uri = "pg-functions://postgres/app/custom_access_token_hook"
create function app.custom_access_token_hook(event jsonb) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_set(event, '{claims,user_roles}', (
    select coalesce(jsonb_agg(role order by role), '[]') from app.user_roles where user_id = (event ->> 'user_id')::uuid
  ));
$$;
revoke execute on function app.custom_access_token_hook(jsonb) from public, anon, authenticated;
grant usage on schema app to supabase_auth_admin;
grant execute on function app.custom_access_token_hook(jsonb) to supabase_auth_admin;
grant select on app.user_roles to supabase_auth_admin;
create policy user_roles_of_the_hook on app.user_roles for select to supabase_auth_admin using (true);
