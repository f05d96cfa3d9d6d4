-- Accounts, sessions, conversations, messages, the event log and the outbox.
--
-- Lock order, for every statement that takes more than one of these: participant rows first, then
-- the conversation row. The conversation row's lock is what makes commit order equal seq order.

create table accounts (
  id             uuid primary key,
  username       text        not null,
  email          text        not null,
  email_verified boolean     not null default false,
  password_hash  text        not null,
  display_name   text        not null,
  avatar_url     text,
  bio            text,
  status_text    text,
  role           text        not null default 'user' check (role in ('user', 'admin')),
  is_bot         boolean     not null default false,
  created_at     timestamptz not null,
  last_seen_at   timestamptz,
  deleted_at     timestamptz
);
create unique index accounts_username_key on accounts (lower(username));
create unique index accounts_email_key on accounts (lower(email));

create table sessions (
  id           uuid primary key,
  user_id      uuid        not null references accounts,
  device_name  text,
  user_agent   text,
  ip           text,
  created_at   timestamptz not null,
  last_used_at timestamptz not null,
  revoked_at   timestamptz
);
create index sessions_user_id on sessions (user_id);

-- One row for each refresh token ever issued of a session, as its SHA-256: whoever reads the
-- database can't refresh with it.
create table refresh_tokens (
  token_hash bytea primary key,
  session_id uuid        not null references sessions on delete cascade,
  issued_at  timestamptz not null,
  expires_at timestamptz not null
);
create index refresh_tokens_session_id on refresh_tokens (session_id);

create table conversations (
  id                uuid primary key,
  type              text        not null check (type in ('direct', 'group', 'channel')),
  visibility        text        not null check (visibility in ('private', 'public')),
  name              text,
  description       text,
  avatar_url        text,
  created_by        uuid        not null references accounts,
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  last_activity_at  timestamptz not null,
  last_seq          bigint      not null default 0,
  participant_count int         not null,
  -- The unordered pair of a direct conversation, the smaller id first.
  direct_low        uuid,
  direct_high       uuid,
  check ((type = 'direct') = (direct_low is not null)),
  check ((direct_low is null) = (direct_high is null)),
  check (direct_low < direct_high)
) with (fillfactor = 80); -- last_seq changes with each event: room for the new version on the same page
create unique index conversations_direct_key on conversations (direct_low, direct_high);

create table participants (
  conversation_id    uuid        not null references conversations on delete cascade,
  user_id            uuid        not null references accounts,
  role               text        not null check (role in ('owner', 'admin', 'member')),
  joined_at          timestamptz not null,
  -- The seq at which the (latest) membership began: live events and replays start after it.
  joined_seq         bigint      not null,
  muted_until        timestamptz,
  notifications      text        not null default 'all' check (notifications in ('all', 'mentions', 'none')),
  archived           boolean     not null default false,
  pinned             boolean     not null default false,
  last_read_seq      bigint      not null,
  last_delivered_seq bigint      not null,
  primary key (conversation_id, user_id)
) with (fillfactor = 80);
create index participants_user_id on participants (user_id, conversation_id);

-- No foreign keys here and below: the send statement reads and locks the participant and the
-- conversation itself, a second look at both for each message would only cost.
create table messages (
  id              uuid primary key,
  conversation_id uuid        not null,
  seq             bigint      not null,
  sender_id       uuid,
  type            text        not null,
  content         text,
  system          jsonb,
  client_id       text,
  created_at      timestamptz not null,
  edited_at       timestamptz,
  edit_count      int         not null default 0,
  deleted_at      timestamptz
);
create unique index messages_conversation_seq_key on messages (conversation_id, seq);
-- A send that is repeated, also by two nodes at once, can't become two messages.
create unique index messages_client_id_key on messages (conversation_id, sender_id, client_id)
  where client_id is not null;

-- What happened, in references: the text of a deleted message is gone from replays too.
create table events (
  conversation_id uuid        not null,
  seq             bigint      not null,
  type            text        not null,
  at              timestamptz not null,
  actor_id        uuid,
  message_id      uuid,
  primary key (conversation_id, seq, at)
) partition by range (at);

-- Events committed but perhaps not yet published. A row stays until Redis has taken the event.
create table outbox (
  id              bigint generated always as identity primary key,
  kind            text        not null check (kind in ('durable', 'joined')),
  conversation_id uuid        not null,
  seq             bigint      not null,
  -- Whose channel a personal event goes to.
  user_id         uuid,
  created_at      timestamptz not null,
  check ((kind = 'durable') = (user_id is null))
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Makes the weekly partitions of the event log from this week on. Called by this migration and
-- then daily by every api instance; the advisory lock lets one of them do it.
create function ensure_event_partitions(weeks_ahead int) returns void language plpgsql as $$
declare
  monday date := date_trunc('week', now() at time zone 'utc')::date;
  week   date;
begin
  perform pg_advisory_xact_lock(hashtext('ensure_event_partitions'));
  -- One back: an api whose clock is behind still finds a partition on a Monday morning.
  for i in -1 .. weeks_ahead loop
    week := monday + 7 * i;
    if to_regclass('events_' || to_char(week, 'YYYYMMDD')) is null then
      execute format(
        'create table %I partition of events for values from (%L) to (%L)',
        'events_' || to_char(week, 'YYYYMMDD'),
        week || ' 00:00:00+00',
        week + 7 || ' 00:00:00+00');
    end if;
  end loop;
end
$$;
select ensure_event_partitions(8);
