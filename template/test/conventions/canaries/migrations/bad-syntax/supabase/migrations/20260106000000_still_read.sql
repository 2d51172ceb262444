create table app.bare (id int); -- bad: migrations
