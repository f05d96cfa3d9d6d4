-- Friendships and requests for them: one row for each two people, so that two requests which cross
-- can't both be there.
create table friendships (
  id           uuid primary key,
  -- The unordered pair, the smaller id first.
  low_id       uuid        not null references accounts,
  high_id      uuid        not null references accounts,
  requested_by uuid        not null,
  requested_at timestamptz not null,
  -- Null: a request that waits for its answer.
  accepted_at  timestamptz,
  check (low_id < high_id),
  check (requested_by in (low_id, high_id))
);
create unique index friendships_pair_key on friendships (low_id, high_id);
create index friendships_high_id on friendships (high_id, low_id);

-- Who wants nothing to do with whom.
create table blocks (
  blocker_id uuid        not null references accounts,
  blocked_id uuid        not null references accounts,
  blocked_at timestamptz not null,
  primary key (blocker_id, blocked_id),
  check (blocker_id <> blocked_id)
);
create index blocks_blocked_id on blocks (blocked_id, blocker_id);

-- Whether one of the two in a direct conversation has blocked the other, on both their rows. What
-- somebody writes locks their row, so that a block waits for what is being written, and is seen by
-- what comes after it without a look at the blocks.
alter table participants add column blocked boolean not null default false;
