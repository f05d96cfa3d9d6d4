-- A refresh token works once. The spent ones stay until they would have ended, for whoever comes
-- with one later shows that it was in two hands.
alter table refresh_tokens
  add column spent_at       timestamptz,
  -- SHA-256 of the address and user agent that spent it, and what the successor was derived with:
  -- there only as long as the same refresh may be repeated.
  add column spent_by       bytea,
  add column successor_salt bytea;
create index refresh_tokens_successor_salt on refresh_tokens (spent_at)
  where successor_salt is not null;
create index refresh_tokens_expires_at on refresh_tokens (expires_at);
