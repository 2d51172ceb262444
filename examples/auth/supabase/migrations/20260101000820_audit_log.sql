-- Who did what to whom. Written by triggers and by the service role, changed by nobody.

create table app.audit_log (
  id uuid primary key default gen_random_uuid(),
  -- Ids without foreign keys: an entry outlives whom it is about. Null: the service role, or SQL.
  actor_id uuid default auth.uid(),
  action text not null check (action ~ '^[a-z][a-z_]{0,49}\.[a-z][a-z_]{0,49}$'),
  organisation_id uuid,
  target_id uuid,
  -- Roles and the like. Nothing that names a person: that could not be deleted here.
  details jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index on app.audit_log (created_at desc, id desc);
create index on app.audit_log (actor_id, created_at desc, id desc);
create index on app.audit_log (target_id, created_at desc, id desc);
create index on app.audit_log (organisation_id, created_at desc, id desc);

alter table app.audit_log enable row level security;
revoke all on app.audit_log from public, anon, authenticated, service_role;
grant select on app.audit_log to authenticated;
grant select, insert on app.audit_log to service_role;
create policy actors_and_auditors_select on app.audit_log for select to authenticated
  using (actor_id = (select auth.uid()) or (select app.has_permission('audit:read')));

-- Holds for the service role and for SQL too. To clear what has to be kept no longer, the owner of the table disables it.
create function app.refuse_change() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise sqlstate '42501' using message = 'The audit log is only ever added to.';
end;
$$;
revoke execute on function app.refuse_change() from public, anon, authenticated;
create trigger refuse_change before update or delete or truncate on app.audit_log
  for each statement execute function app.refuse_change();

create function app.audit_membership() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' and new.role = old.role then
    return null;
  end if;
  insert into app.audit_log (action, organisation_id, target_id, details)
  select
    case tg_op when 'INSERT' then 'membership.added' when 'UPDATE' then 'membership.role_changed' else 'membership.removed' end,
    coalesce(new.organisation_id, old.organisation_id),
    coalesce(new.user_id, old.user_id),
    jsonb_strip_nulls(jsonb_build_object('role', new.role, 'old_role', old.role));
  return null;
end;
$$;
revoke execute on function app.audit_membership() from public, anon, authenticated;
create trigger audit_membership after insert or update of role or delete on app.memberships
  for each row execute function app.audit_membership();

create function app.audit_user_role() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if tg_op <> 'INSERT' then
    insert into app.audit_log (action, target_id, details)
    values ('role.revoked', old.user_id, jsonb_build_object('role', old.role));
  end if;
  if tg_op <> 'DELETE' then
    insert into app.audit_log (action, target_id, details)
    values ('role.granted', new.user_id, jsonb_build_object('role', new.role));
  end if;
  return null;
end;
$$;
revoke execute on function app.audit_user_role() from public, anon, authenticated;
create trigger audit_user_role after insert or update or delete on app.user_roles
  for each row execute function app.audit_user_role();

create function app.audit_organisation() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into app.audit_log (action, organisation_id)
  values (
    case tg_op when 'INSERT' then 'organisation.created' else 'organisation.deleted' end,
    coalesce(new.id, old.id)
  );
  return null;
end;
$$;
revoke execute on function app.audit_organisation() from public, anon, authenticated;
create trigger audit_organisation after insert or delete on app.organisations
  for each row execute function app.audit_organisation();
