-- Writes of a legacy system, decided once more beside it: what this service would have made of them. Not breaking.

-- Stock rows and reservations as they would be. No row of the real stock depends on them, and no event comes of them.
create table inventory.shadow_item (
  tenant     text        not null,
  item       text        not null,
  state      jsonb,
  written_at timestamptz not null default '-infinity',
  primary key (tenant, item)
) with (fillfactor = 50);
comment on column inventory.shadow_item.item is 'a JSON array: SKU and location, or a reservation';
comment on column inventory.shadow_item.written_at is 'when the legacy system made the last write that is in it';

-- How each write compared, once. Names of what differs, and no values.
create table inventory.shadow_comparison (
  tenant    text  not null,
  key_hash  bytea not null,
  day       date  not null,
  operation text  not null,
  kind      text,
  field     text,
  reason    text,
  primary key (tenant, key_hash),
  constraint shadow_comparison_whole check ((kind is null) = (field is null) and (kind is null) = (reason is null)),
  constraint shadow_comparison_reason_known check (reason in ('missing', 'different', 'late'))
);
comment on column inventory.shadow_comparison.kind is 'null where both sides did the same';
create index shadow_comparison_day on inventory.shadow_comparison (tenant, day);

-- Writes that found no room, and were not compared.
create table inventory.shadow_dropped (
  tenant text   not null,
  day    date   not null,
  writes bigint not null,
  primary key (tenant, day)
);

alter table inventory.shadow_item enable row level security;
alter table inventory.shadow_comparison enable row level security;
alter table inventory.shadow_dropped enable row level security;
create policy own_tenants on inventory.shadow_item to inventory_service
  using (tenant = any ((select inventory.tenants())::text[]));
create policy own_tenants on inventory.shadow_comparison to inventory_service
  using (tenant = any ((select inventory.tenants())::text[]));
create policy own_tenants on inventory.shadow_dropped to inventory_service
  using (tenant = any ((select inventory.tenants())::text[]));
grant select, insert, update on inventory.shadow_item, inventory.shadow_dropped to inventory_service;
grant select, insert on inventory.shadow_comparison to inventory_service;
