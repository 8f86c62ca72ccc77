-- The log of what happened, and the answers under the callers' keys. Both are partitioned by day, and days are dropped whole.

-- Log and outbox at once. A reader goes by (transaction, sequence), and only up to the oldest transaction that still runs:
-- sequence numbers are taken before commits, and a later number may be committed first.
create table inventory.stock_event (
  shard       smallint    not null,
  transaction xid8        not null default pg_current_xact_id(),
  sequence    bigint      generated always as identity,
  recorded_at timestamptz not null,
  tenant      text        not null,
  type        text        not null,
  subject     text        not null,
  version     bigint      not null,
  data        json        not null,
  primary key (shard, transaction, sequence, recorded_at)
) partition by range (recorded_at);

-- Where the day's partition was not made in time, events are still kept.
create table inventory.stock_event_default partition of inventory.stock_event default;

create function inventory.refuse_change() returns trigger
language plpgsql
as $$
begin
  raise exception 'table % is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger append_only before update or delete on inventory.stock_event
  for each row execute function inventory.refuse_change();

-- The day is that of the key itself, a UUIDv7, so that a key is unique over all partitions.
create table inventory.idempotency_key (
  day         date        not null,
  key_hash    bytea       not null,
  tenant      text        not null,
  fingerprint bytea       not null,
  answer      json        not null,
  answered_at timestamptz not null,
  primary key (day, key_hash)
) partition by range (day);

alter table inventory.stock_event enable row level security;
alter table inventory.idempotency_key enable row level security;

create policy own_tenants on inventory.stock_event to inventory_service
  using (tenant = any ((select inventory.tenants())::text[]));
create policy own_tenants on inventory.idempotency_key to inventory_service
  using (tenant = any ((select inventory.tenants())::text[]));

grant select, insert on inventory.stock_event, inventory.idempotency_key to inventory_service;

-- Makes the partitions of some days, both ends included. Made already, they stay.
create procedure inventory.make_days(first date, last date)
language plpgsql
as $$
declare
  day date;
begin
  for day in select generate_series(first, last, interval '1 day')::date loop
    execute format(
      'create table if not exists inventory.%I partition of inventory.stock_event for values from (%L) to (%L)',
      'stock_event_' || to_char(day, 'YYYYMMDD'), day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
    execute format(
      'create table if not exists inventory.%I partition of inventory.idempotency_key for values from (%L) to (%L)',
      'idempotency_key_' || to_char(day, 'YYYYMMDD'), day, day + 1);
  end loop;
end
$$;

-- Drops the keys of all days before one. Events are dropped when they have been archived, not here.
create procedure inventory.drop_keys_before(first date)
language plpgsql
as $$
declare
  old regclass;
begin
  for old in
    select inhrelid::regclass from pg_inherits
    where inhparent = 'inventory.idempotency_key'::regclass
      and right(inhrelid::regclass::text, 8) < to_char(first, 'YYYYMMDD')
  loop
    execute format('drop table %s', old);
  end loop;
end
$$;
revoke all on procedure inventory.make_days(date, date), inventory.drop_keys_before(date) from public;
