-- The log's partitions are made ahead by whichever api is running, and its role needs no right to
-- change tables: the function works as whoever owns them.
alter function ensure_event_partitions(int) security definer set search_path from current;
