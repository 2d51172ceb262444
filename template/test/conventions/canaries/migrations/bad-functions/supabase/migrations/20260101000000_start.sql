create function app.no_path(id uuid) returns void language sql security definer as $$ select 1 $$; -- bad: migrations
revoke execute on function app.no_path(uuid) from public, anon, authenticated;

create function app.open(id uuid) returns void language sql security definer set search_path = '' as $$ select 1 $$; -- bad: migrations

create function app.anon_left() returns void language sql security definer set search_path = '' as $$ select 1 $$; -- bad: migrations
revoke execute on function app.anon_left() from public;

create function app.other_types(id uuid) returns void language sql security definer set search_path = '' as $$ select 1 $$; -- bad: migrations
create function app.other_types(id text) returns void language sql security definer set search_path = '' as $$ select 1 $$;
revoke execute on function app.other_types(text) from public, anon, authenticated;

create function app.to_public() returns void language sql security definer set search_path = '' as $$ select 1 $$;
revoke all on function app.to_public() from public, anon, authenticated;
grant execute on function app.to_public() to public; -- bad: migrations

create function app.on_change() returns trigger language plpgsql security definer as $$ begin return new; end $$; -- bad: migrations

create function app.turned() returns void language sql set search_path = '' as $$ select 1 $$;
alter function app.turned() security definer; -- bad: migrations

create function app.reset() returns void language sql security definer set search_path = '' as $$ select 1 $$;
revoke execute on function app.reset() from public, anon, authenticated;
alter function app.reset() reset search_path; -- bad: migrations

create procedure app.proceed() language sql security definer as $$ select 1 $$; -- bad: migrations
