-- Who put what under which message.
create table reactions (
  message_id uuid        not null references messages on delete cascade,
  emoji      text        not null,
  user_id    uuid        not null references accounts,
  -- The time of the event, so no two of a message have the same.
  created_at timestamptz not null,
  primary key (message_id, emoji, user_id)
);
-- The first 20 of an emoji without sorting all of them.
create index reactions_first on reactions (message_id, emoji, created_at);

-- How many put the emoji there. To count them for each message of a page would cost a page in a large
-- channel hundreds of thousands of rows.
create table reaction_counts (
  message_id uuid        not null references messages on delete cascade,
  emoji      text        not null,
  count      int         not null check (count > 0),
  -- Of the first of them: emoji stand in the order in which they came.
  first_at   timestamptz not null,
  primary key (message_id, emoji)
) with (fillfactor = 80); -- the count changes with each reaction
