create table participants (
  conversation_id uuid not null,
  user_id         uuid not null,
  primary key (user_id, conversation_id)
);
create table messages (
  id              bigint      generated always as identity primary key,
  conversation_id uuid        not null,
  sender_id       uuid        not null,
  content         text        not null,
  client_id       text        not null,
  created_at      timestamptz not null default now()
);
create index messages_conversation on messages (conversation_id, id);
