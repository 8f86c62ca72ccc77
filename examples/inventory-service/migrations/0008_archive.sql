-- What external counters say, and how events leave the database: archived first, dropped after. Not breaking.

-- What a source counted, as it said it: late, twice, contradictory. Kept until it has been archived for long enough.
create table inventory.external_count (
  day        date        not null,
  tenant     text        not null,
  sku        text        not null,
  location   text        not null,
  source     text        not null,
  sequence   bigint      not null,
  counted    bigint      not null,
  counted_at timestamptz not null,
  received   bigint      generated always as identity,
  primary key (day, tenant, sku, location, source, sequence, counted, counted_at),
  constraint external_count_not_negative check (counted >= 0 and sequence >= 0)
);
comment on column inventory.external_count.day is 'of counted_at, in UTC';
comment on column inventory.external_count.received is 'grows with each that comes: what was archived up to where';
create index external_count_received on inventory.external_count (day, received);

alter table inventory.external_count enable row level security;
create policy own_tenants on inventory.external_count to inventory_service
  using (tenant = any ((select inventory.tenants())::text[]));
grant select, insert on inventory.external_count to inventory_service;

-- What has been archived of a day. No tenant's data are in it.
create table inventory.archived_day (
  day         date        primary key,
  events      bigint,
  manifest    text,
  snapshot_at timestamptz,
  counts      bigint      not null default 0
);
comment on column inventory.archived_day.events is 'how many events of the day are in the archive; null where none are yet';
comment on column inventory.archived_day.manifest is 'SHA-256 of the manifest that names them';
comment on column inventory.archived_day.counts is 'the highest external_count.received that is in the archive';
grant select, insert, update on inventory.archived_day to inventory_service;

create function inventory.stock_shard(tenant text, sku text, location text) returns smallint
language sql immutable parallel safe
as $$
  select (hashtextextended('[' || to_json(tenant)::text || ',' || to_json(sku)::text || ',' || to_json(location)::text || ']', 0) & 63)::smallint
$$;

-- Days of which events are in the log, that ended so long ago, and that are not in the archive; the oldest first.
create function inventory.days_to_archive(settled interval, most integer) returns setof date
language sql stable security definer set search_path = pg_catalog set timezone = 'UTC'
as $$
  select held.day
  from (
    select to_date(right(inhrelid::regclass::text, 8), 'YYYYMMDD') as day
    from pg_inherits
    where inhparent = 'inventory.stock_event'::regclass and inhrelid::regclass::text ~ '\d{8}$'
    union
    select distinct recorded_at::date from inventory.stock_event_default
  ) as held
  where (held.day + 1)::timestamptz + settled <= clock_timestamp()
    and not exists (select from inventory.archived_day as a where a.day = held.day and a.events is not null)
  order by held.day
  limit most
$$;

-- Days whose external counts are not all in the archive, with how far they go.
create function inventory.days_of_new_counts(most integer) returns table (day date, received bigint)
language sql stable security definer set search_path = pg_catalog
as $$
  select c.day, max(c.received)
  from inventory.external_count as c
  left join inventory.archived_day as a on a.day = c.day
  where c.received > coalesce(a.counts, 0)
  group by c.day
  order by c.day
  limit most
$$;

-- Events of a day and shard, of all tenants, in the order of the log, after one of them.
create function inventory.events_of_day(of date, in_shard smallint, after_transaction xid8, after_sequence bigint,
  most integer)
returns table (shard smallint, transaction xid8, sequence bigint, recorded_at timestamptz, tenant text, type text,
  subject text, version bigint, data json)
language sql stable security definer set search_path = pg_catalog set timezone = 'UTC'
as $$
  select e.shard, e.transaction, e.sequence, e.recorded_at, e.tenant, e.type, e.subject, e.version, e.data
  from inventory.stock_event as e
  where e.shard = in_shard
    and e.recorded_at >= of::timestamptz and e.recorded_at < (of + 1)::timestamptz
    and (e.transaction, e.sequence) > (after_transaction, after_sequence)
  order by e.transaction, e.sequence
  limit most
$$;

-- Stock rows of all tenants, in the order of their keys, after one of them.
create function inventory.stock_after(after_tenant text, after_sku text, after_location text, most integer)
returns table (shard smallint, tenant text, sku text, location text, on_hand integer, reserved integer,
  in_transit integer, version bigint)
language sql stable security definer set search_path = pg_catalog
as $$
  select inventory.stock_shard(s.tenant, s.sku, s.location), s.tenant, s.sku, s.location, s.on_hand, s.reserved,
    s.in_transit, s.version
  from inventory.stock as s
  where (s.tenant, s.sku, s.location) > (after_tenant, after_sku, after_location)
  order by s.tenant, s.sku, s.location
  limit most
$$;

-- External counts of a day, of all tenants, in the order in which they came, after one of them and up to another.
create function inventory.counts_of_day(of date, after_received bigint, last_received bigint, most integer)
returns table (shard smallint, tenant text, sku text, location text, source text, sequence bigint, counted bigint,
  counted_at timestamptz, received bigint)
language sql stable security definer set search_path = pg_catalog
as $$
  select inventory.stock_shard(c.tenant, c.sku, c.location), c.tenant, c.sku, c.location, c.source, c.sequence, c.counted,
    c.counted_at, c.received
  from inventory.external_count as c
  where c.day = of and c.received > after_received and c.received <= last_received
  order by c.received
  limit most
$$;

-- Drops the events of a day, whole, if all of them are in the archive and were published, and it ended so long ago. Says why
-- it does not, or null where it did. No event comes into the day while it is counted, and its readers wait for the drop alone.
create function inventory.drop_archived_day(of date, kept interval) returns text
language plpgsql security definer
set search_path = pg_catalog set timezone = 'UTC' set lock_timeout = '100ms'
as $$
declare
  name text := 'inventory.stock_event_' || to_char(of, 'YYYYMMDD');
  archived bigint;
  held bigint;
  unpublished boolean;
begin
  if (of + 1)::timestamptz + kept > clock_timestamp() then
    return 'is not old enough';
  end if;
  if to_regclass(name) is null then
    return 'has no partition';
  end if;
  select events into archived from inventory.archived_day where day = of;
  if archived is null then
    return 'is not archived';
  end if;
  execute format('lock table %s in share mode', name);
  execute format('select count(*) from %s', name) into held;
  if held <> archived then
    return format('has %s events, of which %s are archived', held, archived);
  end if;
  execute format(
    'select exists (select from %s as e join inventory.relay_shard as r on r.shard = e.shard
      where (e.transaction, e.sequence) > (r.transaction, r.sequence))', name) into unpublished;
  if unpublished then
    return 'has events that are not published';
  end if;
  execute format('drop table %s', name);
  return null;
end
$$;

-- Deletes counts of days that ended so long ago, and that are in the archive.
create function inventory.forget_counts(kept interval) returns void
language sql security definer set search_path = pg_catalog set timezone = 'UTC'
as $$
  delete from inventory.external_count as c
  using inventory.archived_day as a
  where a.day = c.day and c.received <= a.counts and (c.day + 1)::timestamptz + kept <= clock_timestamp()
$$;

revoke all on function inventory.stock_shard(text, text, text), inventory.days_to_archive(interval, integer),
  inventory.days_of_new_counts(integer), inventory.events_of_day(date, smallint, xid8, bigint, integer),
  inventory.stock_after(text, text, text, integer), inventory.counts_of_day(date, bigint, bigint, integer),
  inventory.drop_archived_day(date, interval), inventory.forget_counts(interval) from public;
grant execute on function inventory.stock_shard(text, text, text), inventory.days_to_archive(interval, integer),
  inventory.days_of_new_counts(integer), inventory.events_of_day(date, smallint, xid8, bigint, integer),
  inventory.stock_after(text, text, text, integer), inventory.counts_of_day(date, bigint, bigint, integer),
  inventory.drop_archived_day(date, interval), inventory.forget_counts(interval) to inventory_service;
