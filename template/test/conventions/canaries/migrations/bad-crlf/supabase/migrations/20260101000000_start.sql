-- Windows line ends

create table app.bare ( -- bad: migrations
  id int
);
do $$
begin
  create table app.blocked (id int); -- bad: migrations
end
$$;
