-- Files that people send. The bytes lie in the storage, under the id of their row here.

-- Bytes, once, whoever has uploaded them however often. A row is there only after its bytes are, and
-- goes before they do: bytes without a row are nobody's and may be deleted.
create table media_contents (
  id              uuid primary key,
  sha256          bytea       not null,
  size            bigint      not null,
  width           int,
  height          int,
  duration_ms     bigint,
  waveform        smallint[],
  -- The media type of the thumbnail, null as long as there is none.
  thumbnail       text,
  thumbnail_size  int,
  blurhash        text,
  -- When to make one if nobody has done so before; null when that is done, or not to be done.
  thumbnail_due   timestamptz,
  thumbnail_tries int         not null default 0,
  created_at      timestamptz not null
);
-- Of two who bring the same bytes at once the second waits here and takes those of the first.
create unique index media_contents_sha256_key on media_contents (sha256);
create index media_contents_thumbnail_due on media_contents (thumbnail_due) where thumbnail_due is not null;

-- A file as somebody has it: unsent, or carried by one message. What is forwarded is another one of
-- the same content, so that each goes with its own message.
create table media (
  id           uuid primary key,
  content_id   uuid        not null references media_contents,
  -- Null for what came by forwarding: that nobody may read but by its message.
  uploader_id  uuid,
  message_id   uuid references messages on delete cascade,
  position     int,
  kind         text        not null check (kind in ('image', 'video', 'audio', 'file')),
  content_type text        not null,
  file_name    text        not null,
  created_at   timestamptz not null,
  check ((message_id is null) = (position is null))
);
create index media_content_id on media (content_id);
create index media_message_id on media (message_id, position) where message_id is not null;
create index media_uploader_id on media (uploader_id, id) where uploader_id is not null;
create index media_unsent on media (created_at) where message_id is null;

-- Contents that one media fewer has, in the transaction that took it away, whichever that was: a
-- deleted message, conversation or account, retention. Whoever works on it deletes what none has.
create table media_removals (
  id         bigint generated always as identity primary key,
  content_id uuid not null
);

create function note_media_removals() returns trigger language plpgsql as $$
begin
  insert into media_removals (content_id) select distinct content_id from removed;
  return null;
end
$$;
create trigger media_removed after delete on media
  referencing old table as removed
  for each statement execute function note_media_removals();
