-- Who did what to whom, from where. Rows are added and never touched again.
--
-- No foreign keys: an entry outlives what it tells of.
create table audit_log (
  id          uuid primary key,
  -- The database's own time: one clock for what all apis write.
  at          timestamptz not null default clock_timestamp(),
  -- Null: nobody who is known, or the system itself.
  actor_id    uuid,
  action      text        not null,
  target_type text,
  target_id   uuid,
  -- Null: not by a request, or by one that push sent for somebody.
  ip          text,
  details     jsonb       not null default '{}',
  check ((target_type is null) = (target_id is null))
);
-- The newest first, of all and of one actor, one target, one action.
create index audit_log_at on audit_log (at desc, id desc);
create index audit_log_actor_id on audit_log (actor_id, at desc, id desc);
create index audit_log_target_id on audit_log (target_id, at desc, id desc);
create index audit_log_action on audit_log (action, at desc, id desc);

-- Also against a slip of our own. Whoever owns the table can take the trigger away: to keep it from
-- them, ship the entries elsewhere.
create function refuse_change_of_audit_log() returns trigger language plpgsql as $$
begin
  raise exception 'audit_log is append-only';
end
$$;
create trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function refuse_change_of_audit_log();
