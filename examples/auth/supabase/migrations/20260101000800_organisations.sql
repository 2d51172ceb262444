-- Organisations, who belongs to them with which role, and who is invited.
-- A role is worth more the further left it stands: owner, admin, member.

create table app.organisations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(name) between 1 and 255 and name collate "C" !~ '^\s|\s$'),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on app.organisations (created_at desc, id desc);

create table app.memberships (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references app.organisations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member')),
  -- The user's address, so that members can tell who is who: auth.users is not theirs to read. Triggers keep it.
  email text,
  created_at timestamptz not null default now(),
  unique (organisation_id, user_id)
);
create index on app.memberships (organisation_id, created_at, id);
create index on app.memberships (user_id);

create table app.invitations (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references app.organisations (id) on delete cascade,
  email text not null check (email = lower(email) and char_length(email) <= 254 and email ~ '^[^@\s]+@[^@\s]+$'),
  role text not null check (role in ('owner', 'admin', 'member')),
  -- SHA-256 of the token in hexadecimal: whoever reads this table still cannot accept.
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  invited_by uuid not null default auth.uid() references auth.users (id) on delete cascade,
  expires_at timestamptz not null default now() + interval '7 days',
  created_at timestamptz not null default now(),
  unique (organisation_id, email)
);
create index on app.invitations (organisation_id, created_at, id);
create index on app.invitations (invited_by);

-- The policies ask these functions about memberships. They run as their owner, past row-level security: a policy on
-- app.memberships that read app.memberships would ask itself for ever. Each speaks of its caller alone.

-- The caller's role; null where they are no member.
create function app.organisation_role(organisation uuid) returns text
language sql stable security definer
set search_path = ''
as $$
  select role from app.memberships where organisation_id = organisation and user_id = (select auth.uid());
$$;
revoke execute on function app.organisation_role(uuid) from public, anon, authenticated;
grant execute on function app.organisation_role(uuid) to authenticated, service_role;

-- For policies of SELECT: asked once for a query, and an index finds the rows.
create function app.own_organisation_ids() returns uuid[]
language sql stable security definer
set search_path = ''
as $$
  select coalesce(array_agg(organisation_id), '{}') from app.memberships where user_id = (select auth.uid());
$$;
revoke execute on function app.own_organisation_ids() from public, anon, authenticated;
grant execute on function app.own_organisation_ids() to authenticated, service_role;

create function app.is_member(organisation uuid) returns boolean
language sql stable security definer
set search_path = ''
as $$
  select app.organisation_role(organisation) is not null;
$$;
revoke execute on function app.is_member(uuid) from public, anon, authenticated;
grant execute on function app.is_member(uuid) to authenticated, service_role;

create function app.has_org_role(organisation uuid, roles text[]) returns boolean
language sql stable security definer
set search_path = ''
as $$
  select coalesce(app.organisation_role(organisation) = any (roles), false);
$$;
revoke execute on function app.has_org_role(uuid, text[]) from public, anon, authenticated;
grant execute on function app.has_org_role(uuid, text[]) to authenticated, service_role;

-- Whether someone with the role `giver` may give or take the role `given`: owners any, admins all but owner's.
create function app.outranks(giver text, given text) returns boolean
language sql immutable
set search_path = ''
as $$
  select giver = 'owner' or (giver = 'admin' and given in ('admin', 'member'));
$$;
revoke execute on function app.outranks(text, text) from public, anon, authenticated;
grant execute on function app.outranks(text, text) to authenticated, service_role;

create function app.may_give_role(organisation uuid, given text) returns boolean
language sql stable security definer
set search_path = ''
as $$
  select coalesce(app.outranks(app.organisation_role(organisation), given), false);
$$;
revoke execute on function app.may_give_role(uuid, text) from public, anon, authenticated;
grant execute on function app.may_give_role(uuid, text) to authenticated, service_role;

-- Makes an organisation and the caller its owner: both or neither.
create function app.create_organisation(name text) returns uuid
language sql security definer
set search_path = ''
as $$
  with made as (insert into app.organisations (name) values (create_organisation.name) returning id)
  insert into app.memberships (organisation_id, user_id, role)
  select id, auth.uid(), 'owner' from made
  returning organisation_id;
$$;
revoke execute on function app.create_organisation(text) from public, anon, authenticated;
grant execute on function app.create_organisation(text) to authenticated;

-- Makes the caller a member where the token is of an invitation to their own, confirmed address, and whoever sent it
-- could still send it. The organisation, or null where there is no such invitation. It is used up by this.
create function app.accept_invitation(token text) returns uuid
language sql security definer
set search_path = ''
as $$
  with used as (
    delete from app.invitations as invitation
    using auth.users as invited, app.memberships as inviter
    where invitation.token_hash = encode(sha256(convert_to(token, 'UTF8')), 'hex')
      and invitation.expires_at > now()
      and invited.id = auth.uid()
      and invited.email_confirmed_at is not null
      and lower(invited.email) = invitation.email
      and inviter.organisation_id = invitation.organisation_id
      and inviter.user_id = invitation.invited_by
      and app.outranks(inviter.role, invitation.role)
    returning invitation.organisation_id, invitation.role
  )
  insert into app.memberships as existing (organisation_id, user_id, role)
  select organisation_id, auth.uid(), role from used
  -- Whoever is a member already keeps the role they have.
  on conflict (organisation_id, user_id) do update set role = existing.role
  returning organisation_id;
$$;
revoke execute on function app.accept_invitation(text) from public, anon, authenticated;
grant execute on function app.accept_invitation(text) to authenticated;

create function app.fill_member_email() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  new.email := (select email from auth.users where id = new.user_id);
  return new;
end;
$$;
revoke execute on function app.fill_member_email() from public, anon, authenticated;
create trigger fill_member_email before insert on app.memberships
  for each row execute function app.fill_member_email();

create function app.follow_member_email() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  update app.memberships set email = new.email where user_id = new.id;
  return null;
end;
$$;
revoke execute on function app.follow_member_email() from public, anon, authenticated;
create trigger follow_member_email after update of email on auth.users
  for each row when (new.email is distinct from old.email) execute function app.follow_member_email();

-- An organisation has an owner for as long as it is there, whoever writes.
create function app.keep_an_owner() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if old.role <> 'owner' or (tg_op = 'UPDATE' and new.role = 'owner') then
    return coalesce(new, old);
  end if;
  -- One at a time, so that two owners cannot leave each other alone. None is found where the organisation itself goes.
  perform from app.organisations where id = old.organisation_id for update;
  if found and not exists (
    select from app.memberships where organisation_id = old.organisation_id and role = 'owner' and id <> old.id
  ) then
    raise sqlstate 'PT409' using message = 'An organisation keeps an owner. Make somebody else one first, or delete it.';
  end if;
  return coalesce(new, old);
end;
$$;
revoke execute on function app.keep_an_owner() from public, anon, authenticated;
create trigger keep_an_owner before update of role or delete on app.memberships
  for each row execute function app.keep_an_owner();

create trigger touch_row before update on app.organisations
  for each row execute function app.touch_row();

alter table app.organisations enable row level security;
revoke all on app.organisations from public, anon, authenticated;
-- No insert: `create_organisation` makes the owner as well.
grant select, update (name), delete on app.organisations to authenticated;
grant select, insert, update, delete on app.organisations to service_role;
create policy members_select on app.organisations for select to authenticated
  using (id = any ((select app.own_organisation_ids())::uuid[]));
create policy admins_update on app.organisations for update to authenticated
  using (app.has_org_role(id, array['owner', 'admin']))
  with check (app.has_org_role(id, array['owner', 'admin']));
create policy owners_delete on app.organisations for delete to authenticated
  using (app.has_org_role(id, array['owner']));

alter table app.memberships enable row level security;
revoke all on app.memberships from public, anon, authenticated;
-- No insert: one is a member by making an organisation or by accepting an invitation, and never by adding oneself.
grant select, update (role), delete on app.memberships to authenticated;
grant select, insert, update, delete on app.memberships to service_role;
create policy members_select on app.memberships for select to authenticated
  using (organisation_id = any ((select app.own_organisation_ids())::uuid[]));
-- Neither the role that somebody has nor the one they get may be above that of whoever writes.
create policy admins_update on app.memberships for update to authenticated
  using (app.may_give_role(organisation_id, role))
  with check (app.may_give_role(organisation_id, role));
create policy admins_delete_and_members_leave on app.memberships for delete to authenticated
  using (user_id = (select auth.uid()) or app.may_give_role(organisation_id, role));

alter table app.invitations enable row level security;
revoke all on app.invitations from public, anon, authenticated;
grant
  select (id, organisation_id, email, role, invited_by, expires_at, created_at),
  insert (organisation_id, email, role, token_hash),
  delete
  on app.invitations to authenticated;
grant select, insert, update, delete on app.invitations to service_role;
create policy admins_select on app.invitations for select to authenticated
  using (app.has_org_role(organisation_id, array['owner', 'admin']));
create policy admins_insert on app.invitations for insert to authenticated
  with check (app.may_give_role(organisation_id, role) and invited_by = (select auth.uid()));
create policy admins_delete on app.invitations for delete to authenticated
  using (app.may_give_role(organisation_id, role));
