-- Since when somebody had read, or been delivered, the events after one position up to another. The
-- watermarks on participants say how far somebody is; these rows say when they came there, so that
-- the times of each single message are known without a row per message and reader.
create table read_marks (
  conversation_id uuid        not null,
  user_id         uuid        not null,
  kind            text        not null check (kind in ('read', 'delivered')),
  -- The mark is about the events after after_seq up to seq: what lies between two memberships is in
  -- none.
  after_seq       bigint      not null,
  seq             bigint      not null,
  at              timestamptz not null,
  primary key (conversation_id, user_id, kind, seq),
  check (after_seq < seq)
);
