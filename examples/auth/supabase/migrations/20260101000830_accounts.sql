-- Accounts, for admins and for their owners. Each function decides by itself who may call it for what.

-- The accounts after a key, newest first; none for whoever is no admin.
create function app.list_users(
  page_size integer, after_created_at timestamptz default null, after_id uuid default null, search text default null
)
returns table (
  id uuid, email text, roles text[], banned_until timestamptz, last_sign_in_at timestamptz, created_at timestamptz
)
language sql stable security definer
set search_path = ''
as $$
  select
    account.id,
    account.email::text,
    array(select granted.role from app.user_roles as granted where granted.user_id = account.id order by granted.role),
    account.banned_until,
    account.last_sign_in_at,
    account.created_at
  from auth.users as account
  where (select app.is_admin())
    and (after_id is null or (account.created_at, account.id) < (after_created_at, after_id))
    and (search is null or position(lower(search) in lower(account.email::text)) > 0)
  order by account.created_at desc, account.id desc
  limit least(page_size, 101);
$$;
revoke execute on function app.list_users(integer, timestamptz, uuid, text) from public, anon, authenticated;
grant execute on function app.list_users(integer, timestamptz, uuid, text) to authenticated;

-- True; null where the caller is no admin or there is no such user. A role that is there already stays as it is.
create function app.grant_role(grantee uuid, granted text) returns boolean
language sql security definer
set search_path = ''
as $$
  with given as (
    insert into app.user_roles (user_id, role)
    select account.id, granted from auth.users as account where account.id = grantee and app.is_admin()
    on conflict (user_id, role) do nothing
  )
  select true from auth.users as account where account.id = grantee and app.is_admin();
$$;
revoke execute on function app.grant_role(uuid, text) from public, anon, authenticated;
grant execute on function app.grant_role(uuid, text) to authenticated;

-- True; null where the caller is no admin or the user has no such role. No admin can lock themselves out.
create function app.revoke_role(holder uuid, revoked text) returns boolean
language sql security definer
set search_path = ''
as $$
  delete from app.user_roles
  where user_id = holder and role = revoked and app.is_admin() and not (revoked = 'admin' and holder = auth.uid())
  returning true;
$$;
revoke execute on function app.revoke_role(uuid, text) from public, anon, authenticated;
grant execute on function app.revoke_role(uuid, text) to authenticated;

-- The tables that hold rows of users, and how to read them: the column that names the user, the columns that a user may
-- read (exact numbers as text), and the key to page by. A table that comes later is found as well.
create function app.tables_of_users()
returns table (table_name text, user_column text, columns text, order_by text[])
language sql stable
set search_path = ''
as $$
  select
    held.relname::text,
    owner.attname::text,
    (
      select string_agg(
        field.attname || case when field.atttypid in ('int8'::regtype, 'numeric'::regtype) then '::text' else '' end,
        ',' order by field.attnum
      )
      from pg_catalog.pg_attribute as field
      where field.attrelid = held.oid and field.attnum > 0 and not field.attisdropped
        and field.atttypid <> 'tsvector'::regtype
        and has_column_privilege(held.oid, field.attnum, 'select')
    ),
    (
      select array_agg(field.attname::text order by field.attnum)
      from pg_catalog.pg_index as key
      join pg_catalog.pg_attribute as field on field.attrelid = held.oid and field.attnum = any (key.indkey)
      where key.indrelid = held.oid and key.indisprimary
    )
  from pg_catalog.pg_class as held
  join pg_catalog.pg_attribute as owner on owner.attrelid = held.oid and not owner.attisdropped
  where held.relnamespace = 'app'::regnamespace and held.relkind in ('r', 'p')
    and owner.attname in ('owner_id', 'user_id', 'invited_by', 'actor_id')
    and has_column_privilege(held.oid, owner.attnum, 'select')
  order by 1;
$$;
revoke execute on function app.tables_of_users() from public, anon, authenticated;
grant execute on function app.tables_of_users() to authenticated;

-- Deletes a user with all that is theirs, sessions included; organisations of which they are the only member go with
-- them. Called by the API alone, which has asked for the password: a stolen token must not be enough.
create function app.delete_account(account uuid) returns void
language sql security definer
set search_path = ''
as $$
  insert into app.audit_log (actor_id, action, target_id)
  select id, 'account.deleted', id from auth.users where id = account;
  delete from app.organisations as alone
  where exists (select from app.memberships where organisation_id = alone.id and user_id = account)
    and not exists (select from app.memberships where organisation_id = alone.id and user_id <> account);
  delete from auth.users where id = account;
$$;
revoke execute on function app.delete_account(uuid) from public, anon, authenticated;
grant execute on function app.delete_account(uuid) to service_role;

-- Whether an account has a password, and when it signed in last.
create function app.account_proof(account uuid)
returns table (has_password boolean, signed_in_at timestamptz)
language sql stable security definer
set search_path = ''
as $$
  select coalesce(encrypted_password, '') <> '', last_sign_in_at from auth.users where id = account;
$$;
revoke execute on function app.account_proof(uuid) from public, anon, authenticated;
grant execute on function app.account_proof(uuid) to service_role;
