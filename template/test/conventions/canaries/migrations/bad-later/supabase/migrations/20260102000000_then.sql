-- Line for line what makes good tables bad again.
alter table app.notes disable row level security; -- bad: migrations
drop policy owner_selects on app.tasks; -- bad: migrations
alter policy owner_selects on app.files rename to reads;
alter table app.files rename to documents;
alter table app.documents set schema archive;
drop policy if exists reads on archive.documents; -- bad: migrations
drop policy if exists owner_deletes on app.lists; -- bad: migrations
alter policy owner_selects on app.pages to anon; -- bad: migrations
