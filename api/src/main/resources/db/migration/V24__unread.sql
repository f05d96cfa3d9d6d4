-- How much somebody has not read, without counting it.
--
-- Each message that a person sent has an ordinal, 1, 2, 3 …, and its conversation has that of the
-- last one; a system message, which is never unread, has that of the one before it. From the first
-- message after somebody's watermark and from message_count it follows how many there are. What was
-- deleted is taken off, and what has no ordinal is counted: an older version of the api that is still
-- running writes such messages, and of both there are few (messages_uncounted, V25).
alter table messages add column ordinal bigint;
alter table conversations add column message_count bigint not null default 0;

-- From low to high this participant has hidden every message, and high is the newest that they
-- have hidden: so the newest that they see is found without a look at each one hidden. Null: nothing
-- is known to be hidden.
alter table participants
  add column hidden_low  bigint,
  add column hidden_high bigint;
