-- Which transaction wrote an event. A client without positions of its own (the event stream over
-- plain HTTP) keeps one short mark instead: all transactions before it are known to be over, and what
-- they wrote was delivered. Times would not do: an event may be committed long after its time was
-- taken.
alter table events add column xid xid8 not null default pg_current_xact_id();
