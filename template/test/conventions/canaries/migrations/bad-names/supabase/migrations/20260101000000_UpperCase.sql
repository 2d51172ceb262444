-- It is left out, or sorted elsewhere. -- bad: migrations
select 1;
