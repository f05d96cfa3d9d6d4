-- The ordinals of the messages that there are. Conversation by conversation, each in transactions of
-- its own (see the .conf beside this), so that apis which are running wait for one conversation at a
-- time. What goes wrong in one leaves its messages uncounted, that is counted one by one.
--
-- Whoever sent a message has read what was before it. From now on sending moves the watermark; here
-- that is made up for, with its mark, since ordinals don't say whose a message is.
do $$
declare
  room uuid;
begin
  for room in select id from conversations where last_seq > 0 loop
    begin
      perform set_config('synchronous_commit', 'off', true);
      perform from conversations where id = room for no key update;
      with counted as (
        update messages m
           set ordinal = n.ordinal
          from (select id, count(*) filter (where type <> 'system') over (order by seq) as ordinal
                  from messages where conversation_id = room) n
         where m.id = n.id
        returning n.ordinal
      )
      update conversations
         set message_count = (select coalesce(max(ordinal), 0) from counted)
       where id = room;
    exception when deadlock_detected or lock_not_available then
      raise warning 'the messages of % stay without ordinals', room;
    end;
    commit;
    begin
      perform set_config('synchronous_commit', 'off', true);
      with own as materialized (
        select sender_id, max(seq) as seq, max(created_at) as at
          from messages
         where conversation_id = room and sender_id is not null
         group by sender_id
      ), place as materialized (
        select p.conversation_id, p.user_id, p.last_read_seq as after_seq, own.seq, own.at
          from participants p
          join own on own.sender_id = p.user_id
         where p.conversation_id = room and p.last_read_seq < own.seq
         order by p.user_id
           for no key update of p
      ), moved as (
        update participants p
           set last_read_seq = place.seq,
               last_delivered_seq = greatest(p.last_delivered_seq, place.seq)
          from place
         where p.conversation_id = place.conversation_id and p.user_id = place.user_id
      )
      insert into read_marks (conversation_id, user_id, kind, after_seq, seq, at)
      select conversation_id, user_id, 'read', after_seq, seq, at from place
          on conflict do nothing;
    exception when deadlock_detected or lock_not_available then
      raise warning 'the watermarks in % stay before what their own people sent', room;
    end;
    commit;
  end loop;
end
$$;

-- What the ordinals don't say: the deleted ones, and those of older versions of the api.
create index if not exists messages_uncounted on messages (conversation_id, seq)
  where type <> 'system' and (ordinal is null or deleted_at is not null);
