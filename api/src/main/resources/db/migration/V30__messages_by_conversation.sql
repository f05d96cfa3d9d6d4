-- The messages lie in eight tables, each conversation's in one of them, chosen by a hash of its id.
-- So indexes stay small enough to be kept in memory and rebuilt, and vacuum goes through an eighth
-- at a time, while a send, a page, a count or a deletion is about one conversation and touches one.
-- By conversation and not by time, for what is unique is so within a conversation: PostgreSQL goes
-- on to enforce that itself. Ids are ours (UUIDv7) and unique without an index that says so.
--
-- All or nothing, and a move of all rows: meanwhile who reads or writes messages waits. How long
-- that is, infra/operations/upgrade.md says.

-- First nobody who only clears up (autovacuum) may be at it, for whom the attempts below wouldn't
-- wait long enough. Nobody else minds this lock.
lock table messages, message_edits, hidden_messages, reactions, reaction_counts, threads, mentions, media
  in share update exclusive mode;

-- Apis that run take these tables in any order, and some are held over several statements, so in no
-- order could all be had without the danger of a deadlock, in which theirs might be the transaction
-- that fails. So this one gives way: what it can't have all within less than a second, before
-- PostgreSQL looks for deadlocks, it gives back, and tries again. For the messages themselves it may
-- wait, as long as it holds nothing else that anybody waits for.
do $$
begin
  for attempt in 1 .. 300 loop
    begin
      perform set_config('lock_timeout', '5s', true);
      lock table messages in access exclusive mode;
      perform set_config('lock_timeout', '100ms', true);
      lock table message_edits, hidden_messages, reactions, reaction_counts, threads, mentions, media
        in access exclusive mode;
      perform set_config('lock_timeout', '0', true);
      return;
    exception when lock_not_available then
      perform pg_sleep(0.2);
    end;
  end loop;
  raise exception 'the tables of messages were never free; nothing was changed, try again'
    using errcode = 'lock_not_available';
end
$$;

-- What refers to a message names its conversation, too.
create function pg_temp.conversation_of(message uuid) returns uuid language plpgsql stable strict as $$
begin
  return (select m.conversation_id from messages m where m.id = message);
end
$$;
alter table message_edits   drop constraint message_edits_message_id_fkey,   add column conversation_id uuid;
alter table hidden_messages drop constraint hidden_messages_message_id_fkey, add column conversation_id uuid;
alter table reactions       drop constraint reactions_message_id_fkey,       add column conversation_id uuid;
alter table reaction_counts drop constraint reaction_counts_message_id_fkey, add column conversation_id uuid;
alter table threads         drop constraint threads_message_id_fkey,         add column conversation_id uuid;
alter table mentions        drop constraint mentions_message_id_fkey;
alter table media           drop constraint media_message_id_fkey,           add column conversation_id uuid;
-- As a change of type, for that writes each table anew, where an update would leave it with as many
-- dead rows as it has live ones.
alter table message_edits   alter conversation_id type uuid using pg_temp.conversation_of(message_id), alter conversation_id set not null;
alter table hidden_messages alter conversation_id type uuid using pg_temp.conversation_of(message_id), alter conversation_id set not null;
alter table reactions       alter conversation_id type uuid using pg_temp.conversation_of(message_id), alter conversation_id set not null;
alter table reaction_counts alter conversation_id type uuid using pg_temp.conversation_of(message_id), alter conversation_id set not null;
alter table threads         alter conversation_id type uuid using pg_temp.conversation_of(message_id), alter conversation_id set not null;
alter table media           alter conversation_id type uuid using pg_temp.conversation_of(message_id),
  add constraint media_of_a_conversation check (conversation_id is null or message_id is not null);

alter table messages rename to messages_in_one;
create table messages (
  id              uuid        not null,
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
  deleted_at      timestamptz,
  reply_to        uuid,
  forwarded_from  uuid,
  mentioned       uuid[],
  pinned_at       timestamptz,
  pinned_by       uuid,
  ordinal         bigint,
  terms           tsvector
) partition by hash (conversation_id);

do $$
declare
  given record;
begin
  for remainder in 0 .. 7 loop
    execute format('create table messages_p%s partition of messages for values with (modulus 8, remainder %1$s)', remainder);
  end loop;

  -- They are whose the old one was, and who had rights to it has them to these.
  for given in
    select made.relid, old.relowner, acl.grantee, acl.privilege_type, acl.is_grantable
      from pg_class old
     cross join pg_partition_tree('messages') made
      left join aclexplode(old.relacl) acl on acl.grantee <> old.relowner
     where old.oid = 'messages_in_one'::regclass
  loop
    if given.relowner <> (select relowner from pg_class where oid = given.relid) then
      execute format('alter table %s owner to %s', given.relid, given.relowner::regrole);
    end if;
    if given.grantee is not null then
      execute format('grant %s on %s to %s%s', given.privilege_type, given.relid,
        case given.grantee when 0 then 'public' else given.grantee::regrole::text end,
        case when given.is_grantable then ' with grant option' else '' end);
    end if;
  end loop;
end
$$;

insert into messages
       (id, conversation_id, seq, sender_id, type, content, system, client_id, created_at, edited_at,
        edit_count, deleted_at, reply_to, forwarded_from, mentioned, pinned_at, pinned_by, ordinal, terms)
select id, conversation_id, seq, sender_id, type, content, system, client_id, created_at, edited_at,
       edit_count, deleted_at, reply_to, forwarded_from, mentioned, pinned_at, pinned_by, ordinal, terms
  from messages_in_one;
drop table messages_in_one;

-- Everything that was there, under its name. The key finds a message by its id alone, too, which is
-- one look into each of the eight.
alter table messages add constraint messages_pkey primary key (id, conversation_id);
create unique index messages_conversation_seq_key on messages (conversation_id, seq);
create unique index messages_client_id_key on messages (conversation_id, sender_id, client_id)
  where client_id is not null;
create index messages_sender on messages (sender_id, id);
create index messages_reply_to on messages (reply_to, seq) where reply_to is not null;
create index messages_pinned on messages (conversation_id, pinned_at) where pinned_at is not null;
create index messages_pinned_by on messages (pinned_by, id) where pinned_by is not null;
create index messages_uncounted on messages (conversation_id, seq)
  where type <> 'system' and (ordinal is null or deleted_at is not null);
create index messages_conversation_time on messages (conversation_id, created_at)
  where terms is not null;
create index messages_without_terms on messages (id) where terms is null and content is not null;
-- Who searches reads what is pending in each of the eight: together no more than it was in one.
create index messages_terms on messages using gin (terms) with (gin_pending_list_limit = 64)
  where terms is not null;
create trigger messages_stale_terms before update of content on messages for each row
  when (new.content is distinct from old.content and new.terms is not distinct from old.terms)
  execute function forget_stale_terms();

alter table message_edits   add constraint message_edits_message_id_fkey   foreign key (message_id, conversation_id) references messages on delete cascade;
alter table hidden_messages add constraint hidden_messages_message_id_fkey foreign key (message_id, conversation_id) references messages on delete cascade;
alter table reactions       add constraint reactions_message_id_fkey       foreign key (message_id, conversation_id) references messages on delete cascade;
alter table reaction_counts add constraint reaction_counts_message_id_fkey foreign key (message_id, conversation_id) references messages on delete cascade;
alter table threads         add constraint threads_message_id_fkey         foreign key (message_id, conversation_id) references messages on delete cascade;
alter table mentions        add constraint mentions_message_id_fkey        foreign key (message_id, conversation_id) references messages on delete cascade;
alter table media           add constraint media_message_id_fkey           foreign key (message_id, conversation_id) references messages on delete cascade;

-- An older api that is still running names messages alone, so their conversations are filled in.
-- These two functions and their triggers go with the release after this one; in their place media
-- gets a check that it has a message and a conversation or neither.
create function fill_in_conversation() returns trigger language plpgsql as $$
begin
  select m.conversation_id into new.conversation_id from messages m where m.id = new.message_id;
  return new;
end
$$;
create trigger message_edits_conversation before insert on message_edits for each row
  when (new.conversation_id is null) execute function fill_in_conversation();
create trigger hidden_messages_conversation before insert on hidden_messages for each row
  when (new.conversation_id is null) execute function fill_in_conversation();
create trigger reactions_conversation before insert on reactions for each row
  when (new.conversation_id is null) execute function fill_in_conversation();
create trigger reaction_counts_conversation before insert on reaction_counts for each row
  when (new.conversation_id is null) execute function fill_in_conversation();
create trigger threads_conversation before insert on threads for each row
  when (new.conversation_id is null) execute function fill_in_conversation();

-- A forward writes a message and its media in one statement, the media perhaps first. So theirs is
-- filled in when the statement is over.
create function fill_in_conversation_of_media() returns trigger language plpgsql as $$
begin
  update media d set conversation_id = m.conversation_id
    from messages m
   where d.id = new.id and m.id = new.message_id;
  if not found then
    raise foreign_key_violation using message = 'media of a message that is not there';
  end if;
  return null;
end
$$;
create trigger media_conversation after insert or update of message_id on media for each row
  when (new.message_id is not null and new.conversation_id is null)
  execute function fill_in_conversation_of_media();

-- Search decides by how common a word is; the words that are in more than about one of 5,000
-- messages of each part are known by their name.
alter table messages alter column terms set statistics 500;

-- PostgreSQL gathers statistics of each part by itself and never of the whole, by which the planner
-- estimates joins. Apis call this now and then; it works when the whole has become larger or smaller
-- by a tenth, and only one at a time. Not the words: nothing asks for theirs of the whole, and they
-- are most of the work. As the owner's, for apis may have no right to it.
create function analyze_messages() returns boolean language plpgsql security definer
  set search_path from current as $$
declare
  is_due  boolean;
  columns text;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('analyze_messages', 0)) then
    return false;
  end if;
  select abs(sum(greatest(part.reltuples, 0)) - greatest(whole.reltuples, 0))
           > greatest(whole.reltuples, 1000) / 10
    into is_due
    from pg_class whole
    join pg_inherits i on i.inhparent = whole.oid
    join pg_class part on part.oid = i.inhrelid
   where whole.oid = 'messages'::regclass
   group by whole.oid, whole.reltuples;
  if is_due then
    select string_agg(quote_ident(attname), ', ') into columns
      from pg_attribute
     where attrelid = 'messages'::regclass and attnum > 0 and not attisdropped and attname <> 'terms';
    execute format('analyze messages (%s)', columns);
  end if;
  return is_due;
end
$$;
select analyze_messages();
