-- Codes by which people let themselves in. As they are, for those who may make them may see them.
create table invites (
  code            text primary key,
  conversation_id uuid        not null references conversations on delete cascade,
  created_by      uuid        not null references accounts,
  created_at      timestamptz not null,
  -- Null: they are good until they are taken back, or until they are used up.
  expires_at      timestamptz,
  max_uses        int check (max_uses > 0),
  uses            int         not null default 0 check (uses >= 0 and (max_uses is null or uses <= max_uses))
);
create index invites_conversation_id on invites (conversation_id, created_at desc, code desc);
create index invites_created_by on invites (created_by, code);
