-- What was committed and lost in a failover, as far as events tell, and the units that nobody is sold until that is resolved.
-- Not breaking: the service as it was before neither writes nor meets any of it until a failover.

-- A command whose events were published, and whose changes the promoted database does not have.
create table inventory.lost_command (
  id          bigint      generated always as identity primary key,
  epoch       bigint      not null,
  tenant      text        not null,
  reservation text,
  events      json        not null,
  told        json,
  before      json,
  found_at    timestamptz not null default clock_timestamp(),
  resolution  text,
  resolved_at timestamptz,
  constraint lost_command_resolution_known check (resolution in ('reinstated', 'abandoned')),
  constraint lost_command_resolved_once check ((resolution is null) = (resolved_at is null))
);
comment on column inventory.lost_command.epoch is 'of the database that found it missing';
comment on column inventory.lost_command.reservation is 'all lost changes of one reservation are one command; null for a change of stock alone';
comment on column inventory.lost_command.events is 'subject, version and type of each';
comment on column inventory.lost_command.told is 'how the reservation became, as events told; null where none did';
comment on column inventory.lost_command.before is 'how the reservation is in the promoted database; null where it is not there';
create index lost_command_open on inventory.lost_command (id) where resolution is null;

-- What a lost command did to a stock row, and the units of the row that are withheld for it.
create table inventory.lost_unit (
  command    bigint  not null references inventory.lost_command (id),
  sku        text    not null,
  location   text    not null,
  withheld   integer not null,
  promised   integer not null,
  on_hand    integer not null,
  in_transit integer not null,
  primary key (command, sku, location),
  constraint lost_unit_not_negative check (withheld >= 0 and promised >= 0)
);
comment on column inventory.lost_unit.promised is 'units that the reservation has of the row once it is reinstated';

-- How much of a row's safety stock is withheld for lost commands: the merchant's own decisions cannot go below it.
alter table inventory.stock add column withheld integer not null default 0;
-- True of all rows, and so not read through: none had anything withheld before.
alter table inventory.stock
  add constraint stock_withheld_kept check (withheld >= 0 and withheld <= safety_stock) not valid;

alter table inventory.reservation drop constraint reservation_status_known;
alter table inventory.reservation add constraint reservation_status_known
  check (status in ('held', 'confirmed', 'shipped', 'released', 'cancelled', 'expired', 'lost')) not valid;

-- How many commands are not resolved, and how many units are withheld for them: all that the service learns of it.
create function inventory.lost_totals() returns table (commands bigint, units bigint)
language sql stable security definer set search_path = pg_catalog
as $$
  select count(distinct c.id), coalesce(sum(u.withheld), 0)
  from inventory.lost_command as c
  left join inventory.lost_unit as u on u.command = c.id
  where c.resolution is null
$$;
revoke all on function inventory.lost_totals() from public;
grant execute on function inventory.lost_totals() to inventory_service;

-- Gives all shards to one publisher, under numbers above all those of lower epochs, and keeps it from others for so long.
create procedure inventory.take_all_shards(by_owner text, first_fence bigint, lease interval)
language sql
as $$
  update inventory.relay_shard
  set owner = by_owner, fence = greatest(fence + 1, first_fence), leased_to = clock_timestamp() + lease
$$;

-- Has events numbered above one that others have seen: an event's id is never that of another.
create procedure inventory.skip_sequences(seen bigint)
language sql
as $$
  select setval(pg_get_serial_sequence('inventory.stock_event', 'sequence'),
    greatest(nextval(pg_get_serial_sequence('inventory.stock_event', 'sequence')), seen))
$$;
revoke all on procedure inventory.take_all_shards(text, bigint, interval), inventory.skip_sequences(bigint) from public;
