-- What a message has to do with others, with people, and with its conversation.
alter table messages
  -- The message that this one answers, of the same conversation.
  add column reply_to uuid,
  -- The message that was forwarded, where it was said first. It is looked at when this one is read:
  -- once it is erased, or for who may not read it, it isn't told.
  add column forwarded_from uuid,
  -- Who is named in the text, in the order of the text.
  add column mentioned uuid[],
  add column pinned_at timestamptz,
  add column pinned_by uuid;
-- The direct replies to a message, page by page.
create index messages_reply_to on messages (reply_to, seq) where reply_to is not null;
-- The pins of a conversation; no two have the same time.
create index messages_pinned on messages (conversation_id, pinned_at) where pinned_at is not null;
-- For the export of all that is known about somebody.
create index messages_pinned_by on messages (pinned_by, id) where pinned_by is not null;

-- How many undeleted replies a message has. To count them for each message of a page would cost as
-- many rows as there are replies; to keep it on the message would write its text and all its index
-- entries anew with each of them.
create table threads (
  message_id    uuid primary key references messages on delete cascade,
  reply_count   int         not null check (reply_count >= 0),
  last_reply_at timestamptz
) with (fillfactor = 80);

-- For whom a message is news because it names them: not its sender, nor who has blocked the sender.
create table mentions (
  user_id         uuid   not null,
  conversation_id uuid   not null,
  seq             bigint not null,
  message_id      uuid   not null references messages on delete cascade,
  primary key (user_id, conversation_id, seq)
);
-- The newest first, of all conversations: ids of messages ascend with time.
create unique index mentions_newest on mentions (user_id, message_id);
create index mentions_message_id on mentions (message_id);

-- That somebody is named, for their own channel: rendered when it goes, from the message of the log
-- entry at (conversation, seq).
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check
  check (kind in ('durable', 'joined', 'left', 'mentioned'));
