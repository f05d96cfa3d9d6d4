-- The audit log may be kept for a limited time: what is older than a month can be deleted, which an api
-- does where that is configured. Nothing in it can be changed, and nothing younger taken away.
create or replace function refuse_change_of_audit_log() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.at < now() - interval '30 days' then
      return old;
    end if;
  end if;
  raise exception 'audit_log is append-only';
end
$$;
drop trigger audit_log_append_only on audit_log;
create trigger audit_log_unchanged before update or truncate on audit_log
  for each statement execute function refuse_change_of_audit_log();
create trigger audit_log_kept before delete on audit_log
  for each row execute function refuse_change_of_audit_log();
