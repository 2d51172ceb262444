-- create table app.x (id int);
insert into app.notes (owner_id) values (gen_random_uuid());
begin;
set local search_path = app;
update notes set owner_id = null where false;
select setval('app.numbers', 10);
do $$ begin perform 1; end $$;
truncate app.notes;
commit;
