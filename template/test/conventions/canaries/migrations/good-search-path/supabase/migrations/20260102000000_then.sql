set search_path = "$user", public, app;
alter table notes enable row level security;
alter table notes rename to memos;
alter policy owner_selects on memos using (owner_id = (select auth.uid()));
alter table app.memos add column title text;
