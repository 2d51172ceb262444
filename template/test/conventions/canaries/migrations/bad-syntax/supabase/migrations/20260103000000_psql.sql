\restrict abc -- bad: migrations
select 1;
