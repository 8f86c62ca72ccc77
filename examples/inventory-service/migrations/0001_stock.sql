-- Stock rows and reservations. Whatever the code does, the constraints below keep stock from becoming negative.

-- The service connects as this role, which owns nothing: row-level security holds for it.
do $$
begin
  if not exists (select from pg_roles where rolname = 'inventory_service') then
    create role inventory_service nologin;
  end if;
end
$$;

create schema inventory;
grant usage on schema inventory to inventory_service;

-- The tenants whose rows a transaction may see: those its batch names in the setting inventory.tenants, a JSON array.
create function inventory.tenants() returns text[]
language sql stable parallel safe
as $$
  select array(select json_array_elements_text(nullif(current_setting('inventory.tenants', true), '')::json))
$$;

create table inventory.stock (
  tenant        text    not null,
  sku           text    not null,
  location      text    not null,
  on_hand       integer not null default 0,
  reserved      integer not null default 0,
  in_transit    integer not null default 0,
  safety_stock  integer not null default 0,
  promise_limit integer not null default 0,
  ships_from    timestamptz,
  allotments    jsonb   not null default '{}',
  version       bigint  not null default 0,
  primary key (tenant, sku, location),
  constraint stock_on_hand_not_negative check (on_hand >= 0),
  constraint stock_reserved_not_negative check (reserved >= 0),
  constraint stock_in_transit_not_negative check (in_transit >= 0),
  constraint stock_safety_not_negative check (safety_stock >= 0),
  constraint stock_promise_limit_not_negative check (promise_limit >= 0),
  constraint stock_allotments_not_negative check (not jsonb_path_exists(allotments, '$.* ? (@ < 0)')),
  constraint stock_promises_kept check (reserved <= on_hand + promise_limit)
) with (fillfactor = 50); -- room for a new version of each row on its own page

create table inventory.reservation (
  tenant      text        not null,
  reservation text        not null,
  channel     text        not null,
  order_ref   text        not null,
  status      text        not null,
  expires_at  timestamptz not null,
  lines       jsonb       not null,
  allocations jsonb       not null,
  returned    jsonb       not null,
  version     integer     not null,
  primary key (tenant, reservation),
  constraint reservation_status_known
    check (status in ('held', 'confirmed', 'shipped', 'released', 'cancelled', 'expired'))
) with (fillfactor = 80);

create index reservation_due on inventory.reservation (expires_at) where status = 'held';

alter table inventory.stock enable row level security;
alter table inventory.reservation enable row level security;

create policy own_tenants on inventory.stock to inventory_service
  using (tenant = any ((select inventory.tenants())::text[]));
create policy own_tenants on inventory.reservation to inventory_service
  using (tenant = any ((select inventory.tenants())::text[]));

grant select, insert, update on inventory.stock, inventory.reservation to inventory_service;

-- Names holds whose time is over, of all tenants, and nothing else of them: the sweep's only way past the policies.
create function inventory.due_holds(most integer)
returns table (tenant text, reservation text, expires_at timestamptz)
language sql volatile security definer set search_path = pg_catalog
as $$
  select held.tenant, held.reservation, held.expires_at
  from inventory.reservation as held
  where held.status = 'held' and held.expires_at <= clock_timestamp()
  order by held.expires_at
  limit most
$$;
revoke all on function inventory.due_holds(integer) from public;
grant execute on function inventory.due_holds(integer) to inventory_service;
