-- Finds the events of one subject without reading all of its shard: a consumer that has missed one asks for it, and so does
-- whoever asks for the history of a stock row. Days that are being written or were written stay as they are, and are read as
-- before until they are dropped; those to come have the index from their start. Not breaking.

-- The parent alone has no rows: nothing is read for it.
-- squawk-ignore require-concurrent-index-creation
create index stock_event_subject on only inventory.stock_event (subject collate "C", version);

-- Nothing is written into the days to come, and nothing into the default partition as long as days are made in time.
do $$
declare
  part regclass;
begin
  for part in
    select c.oid from pg_catalog.pg_inherits as i join pg_catalog.pg_class as c on c.oid = i.inhrelid
    where i.inhparent = 'inventory.stock_event'::regclass
      and (c.relname collate "C") > 'stock_event_' || to_char(clock_timestamp() at time zone 'UTC', 'YYYYMMDD')
  loop
    execute format('create index on %s (subject collate "C", version)', part);
  end loop;
end
$$;
