-- How events get out: in what order, up to where, and by whom. Not breaking.

-- Where an event stands among the others: the first transaction number that is beyond its own transaction, and beyond all
-- that have ended when it is appended. Of two transactions that change one row, the later one appends its events after the
-- earlier one has ended, and so finds at least the earlier one's position. A transaction's own number says nothing of the
-- kind: it has one from its first lock on, and may wait for other locks after that.
create function inventory.event_position() returns xid8
language plpgsql volatile
as $$
begin
  return greatest(pg_snapshot_xmax(pg_current_snapshot())::text::bigint, pg_current_xact_id()::text::bigint + 1)::text::xid8;
end
$$;

-- Ordered by (transaction, sequence), the versions of each subject follow each other. What is no later than the oldest
-- transaction that still runs has been committed, all of it: whoever still runs has appended, or will, beyond its own number.
alter table inventory.stock_event alter column transaction set default inventory.event_position();
comment on column inventory.stock_event.transaction is 'the event''s position, as of inventory.event_position()';

-- Who publishes a shard, and how far it is. The fence counts the owners: a stream refuses one that has been followed.
create table inventory.relay_shard (
  shard       smallint    primary key,
  fence       bigint      not null default 0,
  owner       text,
  leased_to   timestamptz not null default '-infinity',
  transaction xid8        not null default '0',
  sequence    bigint      not null default 0,
  constraint relay_shard_known check (shard between 0 and 63)
);
insert into inventory.relay_shard (shard) select generate_series(0, 63);
grant select, update on inventory.relay_shard to inventory_service;

-- The events of some shards, of all tenants, after where each of them is: the relay's only way past the policies.
create function inventory.events_after(shards smallint[], transactions xid8[], sequences bigint[], most integer)
returns table (shard smallint, transaction xid8, sequence bigint, recorded_at timestamptz, tenant text, type text,
  subject text, version bigint, data json)
language sql stable security definer set search_path = pg_catalog
as $$
  select e.*
  from unnest(shards, transactions, sequences) as published (shard, transaction, sequence)
  cross join lateral (
    select one.shard, one.transaction, one.sequence, one.recorded_at, one.tenant, one.type, one.subject, one.version, one.data
    from inventory.stock_event as one
    where one.shard = published.shard
      and (one.transaction, one.sequence) > (published.transaction, published.sequence)
      and one.transaction <= pg_snapshot_xmin(pg_current_snapshot())
    order by one.transaction, one.sequence
    limit most
  ) as e
$$;
revoke all on function inventory.events_after(smallint[], xid8[], bigint[], integer) from public;
grant execute on function inventory.events_after(smallint[], xid8[], bigint[], integer) to inventory_service;
