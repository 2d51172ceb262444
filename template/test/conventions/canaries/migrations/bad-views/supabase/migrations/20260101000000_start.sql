create view app.plain as select 1 as id; -- bad: migrations
create view app.off with (security_invoker = false) as select 1 as id; -- bad: migrations
create view app.barrier with (security_barrier = true) as select 1 as id; -- bad: migrations
create or replace view app.replaced with (security_invoker = true) as select 1 as id;
create or replace view app.replaced as select 1 as id; -- bad: migrations
create view app.altered with (security_invoker = on) as select 1 as id;
alter view app.altered set (security_invoker = off); -- bad: migrations
create view app.reset with (security_invoker) as select 1 as id;
alter view app.reset reset (security_invoker); -- bad: migrations
create recursive view app.counted (n) as select 1; -- bad: migrations

create materialized view app.totals as select 1 as id; -- bad: migrations
create materialized view app.sums as select 1 as id;
revoke all on app.sums from public, anon, authenticated;
grant select on app.sums to authenticated; -- bad: migrations

create foreign table app.remote (id int) server elsewhere; -- bad: migrations
create foreign table app.far (id int) server elsewhere;
revoke all on app.far from anon, authenticated;
grant select on app.far to anon; -- bad: migrations
