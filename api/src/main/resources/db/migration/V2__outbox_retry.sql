-- A row that can't be rendered, for example because a newer version of the api wrote its event,
-- waits until then instead of standing in the way of the others. Null: whenever it is due.
--
-- No index for the claim: the rows that are not due are those of the last half second, and an index
-- on created_at would be passed as slowly (its dead entries are the same) but cost every send.
alter table outbox add column retry_at timestamptz;
