select 1;

create table app.unchecked (id int; -- bad: migrations
select 2;
