select $$never closed; -- bad: migrations

create table app.x (id int);
