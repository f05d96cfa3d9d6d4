-- Who is online, as push reports it, and what they want others to see of it.
alter table accounts
  add column online boolean not null default false,
  add column chosen_status text not null default 'online'
    check (chosen_status in ('online', 'away', 'dnd', 'invisible')),
  -- When either of them, or the text beside them, changed last; ascends with each change, also where
  -- clocks don't, so that it tells the newest of several announcements.
  add column presence_at timestamptz not null default 'epoch';
create index accounts_online on accounts (id) where online;
