-- Each file begins with the search path of Postgres.
create table found (id uuid primary key); -- bad: migrations
