-- Why a session ended, and accounts that are kept out for a time.
alter table sessions
  -- As session.revoked says it. Null in ended sessions of before: revoked.
  add column revoked_reason text
    check (revoked_reason in
           ('logout', 'logout_all', 'revoked', 'password_changed', 'deleted', 'reuse'));
-- Every api looks each second for those that ended lately.
create index sessions_revoked_at on sessions (revoked_at) where revoked_at is not null;

alter table accounts
  add column suspended_at     timestamptz,
  -- Suspended is who has a later time here; 'infinity' until restored.
  add column suspended_until  timestamptz,
  add column suspended_by     uuid references accounts,
  add column suspended_reason text;
create index accounts_suspended_at on accounts (suspended_at) where suspended_at is not null;
