-- The words of a message, made by the api (package word) and written with its text. Null: not yet
-- made, by a program that knew nothing of them, and for what has no text. They are made in passing.
alter table messages add column terms tsvector;

-- Search decides by how common a word is (package search). The words that are in more than about
-- one of 5,000 messages are known by their name.
alter table messages alter column terms set statistics 500;

-- Partial ones, as are those below: on a table that is full already they begin empty.
create index messages_terms on messages using gin (terms) with (gin_pending_list_limit = 512)
  where terms is not null;
-- Through a conversation by time.
create index messages_conversation_time on messages (conversation_id, created_at)
  where terms is not null;
-- Whose words are yet to be made.
create index messages_without_terms on messages (id) where terms is null and content is not null;

-- A text that changes takes its words with it, also when a program changes it that knows nothing of
-- them: what is deleted is gone from search at once, and what was edited is not found by what it
-- said before.
create function forget_stale_terms() returns trigger language plpgsql as $$
begin
  new.terms := null;
  return new;
end
$$;
create trigger messages_stale_terms before update of content on messages for each row
  when (new.content is distinct from old.content and new.terms is not distinct from old.terms)
  execute function forget_stale_terms();
