-- What people told the system's admins of messages and of each other.
create table reports (
  id              uuid primary key,
  -- Null: their account has been deleted.
  reporter_id     uuid references accounts,
  -- Of what was said nothing is kept here: a message that is deleted is gone from reports, too.
  message_id      uuid,
  -- Who is reported, or sent the message. Null: the message was the system's.
  user_id         uuid references accounts,
  reason          text        not null,
  created_at      timestamptz not null default clock_timestamp(),
  resolved_at     timestamptz,
  resolved_by     uuid,
  action          text check (action in ('none', 'delete_message', 'suspend_user')),
  note            text,
  check (message_id is not null or user_id is not null),
  check ((resolved_at is null) = (action is null))
);
-- The same by the same is one report: of a message for ever, of a user until it is resolved.
create unique index reports_message_key on reports (reporter_id, message_id)
  where message_id is not null;
create unique index reports_user_key on reports (reporter_id, user_id)
  where message_id is null and resolved_at is null;
-- What waits for an admin, and what somebody reported, page by page.
create index reports_open on reports (id) where resolved_at is null;
create index reports_reporter_id on reports (reporter_id, id);
