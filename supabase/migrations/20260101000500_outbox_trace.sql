-- The trace that a change belongs to (https://www.w3.org/TR/trace-context), so that what its handlers do is found in the same one.
-- The API sends it as a header where traces are on, and each event notes it by itself, whoever writes it.
alter table app.outbox_events
  add column traceparent text
    default left(nullif(current_setting('request.headers', true), '')::jsonb ->> 'traceparent', 100)
    check (char_length(traceparent) <= 100);
