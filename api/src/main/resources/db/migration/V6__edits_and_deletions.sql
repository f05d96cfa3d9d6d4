-- When the last event was that is no activity: an edit, a deletion, a reaction. It doesn't move the
-- conversation up in lists, but no event may have an earlier time than the one before it, so each
-- takes its time after both this and last_activity_at. Null: there was none.
alter table conversations add column last_change_at timestamptz;

-- The earlier texts of messages that were edited. Goes with the message, and when it is deleted.
create table message_edits (
  message_id uuid        not null references messages on delete cascade,
  -- 0 for the first text, 1 for what the first edit made of it.
  version    int         not null,
  content    text        not null,
  written_at timestamptz not null,
  primary key (message_id, version)
);

-- Messages that somebody deleted for themselves alone.
create table hidden_messages (
  message_id uuid not null references messages on delete cascade,
  user_id    uuid not null references accounts,
  primary key (message_id, user_id)
);
