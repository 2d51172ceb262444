grant select on all tables in schema app to authenticated; -- bad: migrations
grant all on all tables in schema app to service_role; -- bad: migrations
grant execute on all functions in schema app to anon; -- bad: migrations
alter default privileges in schema app grant select on tables to anon, authenticated; -- bad: migrations
alter default privileges for role postgres in schema app grant all on tables to authenticated; -- bad: migrations
alter default privileges grant execute on functions to public; -- bad: migrations
grant create on schema app to authenticated; -- bad: migrations
grant all on schema app to anon; -- bad: migrations
grant service_role to authenticated; -- bad: migrations
alter role anon bypassrls; -- bad: migrations
alter role authenticated with superuser; -- bad: migrations
