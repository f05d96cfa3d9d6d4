-- Deleted accounts, and what proves that somebody reads the mail of an address.

alter table accounts
  -- A deleted account keeps its id and its place in conversations, and nothing else.
  alter column email drop not null,
  alter column password_hash drop not null,
  add constraint accounts_erased
    check (deleted_at is not null or (email is not null and password_hash is not null)),
  -- Whether a deleted account has left its groups and channels.
  add column departed boolean not null default false;
create index accounts_departing on accounts (deleted_at) where deleted_at is not null and not departed;

-- What was mailed to somebody to prove that they read it: at most one of each kind per account, as
-- its SHA-256. Good for the address that it was sent to and until it ends.
create table mail_tokens (
  user_id    uuid        not null references accounts on delete cascade,
  purpose    text        not null check (purpose in ('verify', 'reset')),
  token_hash bytea       not null unique,
  email      text        not null,
  expires_at timestamptz not null,
  primary key (user_id, purpose)
);

-- Mail that was promised and is not yet sent. It says to whom and what for, never what the mail says:
-- the token in it is made when it goes.
create table mail_outbox (
  id         bigint generated always as identity primary key,
  kind       text        not null check (kind in ('verify', 'reset')),
  email      text        not null,
  created_at timestamptz not null default clock_timestamp(),
  attempts   int         not null default 0,
  -- Who claims a row moves this on, so nobody else has it meanwhile.
  due_at     timestamptz not null default clock_timestamp()
);
-- Asking ten times before the first is sent is asking once.
create unique index mail_outbox_key on mail_outbox (kind, lower(email));
create index mail_outbox_due on mail_outbox (due_at);

-- Passwords of another system, until their owners log in: how costly the costliest of them is.
create index accounts_bcrypt on accounts (substr(password_hash, 5, 2))
  where password_hash like '$2%';
