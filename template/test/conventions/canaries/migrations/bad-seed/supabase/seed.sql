insert into app.notes (title) values ('create table');
create table app.seeded (id int); -- bad: migrations
alter table app.notes disable row level security; -- bad: migrations
grant all on app.notes to anon; -- bad: migrations
create policy p on app.notes using (true); -- bad: migrations
select 1 as id into app.selected; -- bad: migrations
do $$
begin
  create table app.blocked (id int); -- bad: migrations
end
$$;
