-- The one public group that everybody who registers is put into, and that belongs to nobody.
alter table conversations add column lobby boolean not null default false;
create unique index conversations_lobby_key on conversations (lobby) where lobby;

-- What is public is found like people are: by the beginning of its name, and by what it looks like;
-- without a query, the newest first.
create index conversations_public on conversations (id)
  where visibility = 'public' and deleted_at is null;
create index conversations_public_prefix on conversations (lower(name) collate "C", id)
  where visibility = 'public' and deleted_at is null;
create index conversations_public_trigrams on conversations using gin (name gin_trgm_ops)
  where visibility = 'public' and deleted_at is null;

-- Whether a picture that lies in the storage is still any conversation's.
create index conversations_avatar_url on conversations (avatar_url) where avatar_url is not null;
