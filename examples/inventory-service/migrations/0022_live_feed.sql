-- How far the live feeds are: shards, leases and positions as of inventory.relay_shard, for readers outside that hold up nobody. Not breaking:
-- the release before does not know the table.

create table inventory.feed_shard (
  shard       smallint    primary key,
  fence       bigint      not null default 0,
  owner       text,
  leased_to   timestamptz not null default '-infinity',
  transaction xid8        not null default '0',
  sequence    bigint      not null default 0,
  constraint feed_shard_known check (shard between 0 and 63)
);
insert into inventory.feed_shard (shard) select generate_series(0, 63);
grant select, update on inventory.feed_shard to inventory_service;
