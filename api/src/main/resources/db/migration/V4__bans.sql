-- Who is kept out of a conversation.
create table bans (
  conversation_id uuid        not null references conversations on delete cascade,
  user_id         uuid        not null references accounts,
  banned_by       uuid        not null references accounts,
  banned_at       timestamptz not null,
  primary key (conversation_id, user_id)
);

-- Leaving and coming back is no way out of being muted.
alter table departures add column muted_until timestamptz;
