-- Ä 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀 characters of more than one byte before it
select 'ä';

create tabel app.notes (id int); -- bad: migrations
