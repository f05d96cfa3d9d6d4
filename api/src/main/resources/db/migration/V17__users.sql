-- When others were told last what somebody is called and looks like; ascends with each time, also
-- where clocks don't, so that it tells the newest of several announcements.
alter table accounts add column profile_at timestamptz not null default 'epoch';

-- People are found by the beginning of either name, in any case and in an order that is the same
-- under every collation, and by what their names look like. The extension is a trusted one: whoever
-- owns the database may create it.
create extension if not exists pg_trgm;
create index accounts_username_prefix on accounts (lower(username) collate "C", id)
  where deleted_at is null;
create index accounts_display_name_prefix on accounts (lower(display_name) collate "C", id)
  where deleted_at is null;
create index accounts_names_trigrams on accounts
  using gin (username gin_trgm_ops, display_name gin_trgm_ops)
  where deleted_at is null;

-- Whether anybody still has a picture that lies in the storage.
create index accounts_avatar_url on accounts (avatar_url) where avatar_url is not null;

-- What somebody wrote, put and hid, page by page: for the export of all that is known about them.
create index messages_sender on messages (sender_id, id);
create index reactions_user_id on reactions (user_id, message_id, emoji);
create index hidden_messages_user_id on hidden_messages (user_id, message_id);
create index bans_user_id on bans (user_id, conversation_id);

-- A time as every answer has it; to_json would write it in the session's time zone.
create function rfc3339(timestamptz) returns text language sql stable parallel safe as $$
  select to_char($1 at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
