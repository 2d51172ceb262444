select 'café'; -- bad: migrations
