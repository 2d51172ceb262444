select 1; -- bad: migrations
