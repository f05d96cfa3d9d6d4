-- Of the words in messages, too, which V30 left out so that nobody waits for it: search decides by
-- them. Nobody who reads or writes waits for this. Of empty tables PostgreSQL would only remember
-- that they are empty, and plan for that when they no longer are.
do $$
begin
  if exists (select from messages) then
    analyze messages;
  end if;
end
$$;
