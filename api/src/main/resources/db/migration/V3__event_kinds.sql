-- What an event beyond message.created refers to, and the few facts of it that nothing else keeps.
alter table events
  -- Who was added or removed, or whose reaction it was.
  add column subject_id uuid,
  -- {"emoji", "count"} of a reaction, {"role"} of an added, {"reason"} of a removed participant.
  add column details jsonb;

-- What the state of each event's conversation was when it ended; its rows stay so that replays can
-- come to their end.
alter table conversations add column deleted_at timestamptz;

-- The last membership of those who are in a conversation no more: who was away when it ended may
-- still replay up to its end.
create table departures (
  conversation_id uuid        not null,
  user_id         uuid        not null references accounts,
  joined_seq      bigint      not null,
  -- The position of the event that ended it.
  seq             bigint      not null,
  at              timestamptz not null,
  primary key (conversation_id, user_id)
);
create index departures_user_id on departures (user_id, at);

-- A personal event other than joined: rendered when it goes, from the log entry at (conversation, seq).
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in ('durable', 'joined', 'left'));
