-- How far each live feed is: shards, leases and positions as of inventory.relay_shard, by the feed's contract, for readers outside that
-- hold up nobody. Not breaking: the release before does not know the table.

create table inventory.feed_shard (
  contract    text        not null,
  shard       smallint    not null,
  fence       bigint      not null default 0,
  owner       text,
  leased_to   timestamptz not null default '-infinity',
  transaction xid8        not null default '0',
  sequence    bigint      not null default 0,
  primary key (contract, shard),
  constraint feed_shard_known check (shard between 0 and 63)
);
grant select, insert, update on inventory.feed_shard to inventory_service;
