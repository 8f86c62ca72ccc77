-- What the constraints forbid is looked for all the same, and what no constraint sees: units that are promised to orders and not
-- counted as reserved. Not breaking.

-- Tenants that have stock, in order, after one of them.
create function inventory.tenants_after(after text, most integer) returns setof text
language sql stable security definer set search_path = pg_catalog
as $$
  with recursive found as (
    (select s.tenant, 1 as number from inventory.stock as s where s.tenant > after order by s.tenant limit 1)
    union all
    select (select s.tenant from inventory.stock as s where s.tenant > found.tenant order by s.tenant limit 1), found.number + 1
    from found
    where found.tenant is not null and found.number < most
  )
  select tenant from found where tenant is not null
$$;

-- Rows of a tenant that cannot be as they are, by one snapshot:
--   negative           a counter is below zero
--   over-allocated     open reservations have more units of the row than it has and may promise: some are promised twice
--   reserved-mismatch  what is counted as reserved is not what open reservations have of the row
-- It reads all open reservations of the tenant. A row that is not there, and of which some have units, is one of zeros.
create function inventory.faulty_stock(of text)
returns table (sku text, location text, on_hand integer, reserved integer, in_transit integer, promise_limit integer,
  version bigint, promised bigint, faults text[])
language sql stable security definer
set search_path = pg_catalog
set enable_seqscan = on set enable_bitmapscan = on set enable_hashjoin = on set enable_mergejoin = on
as $$
  with promised as (
    select a ->> 'sku' as sku, a ->> 'location' as location, sum((a ->> 'quantity')::bigint)::bigint as units
    from inventory.reservation as r
    cross join lateral jsonb_array_elements(r.allocations) as a
    where r.tenant = of and r.status in ('held', 'confirmed') and not (a ->> 'shipped')::boolean
    group by 1, 2
  ), counted as (
    select coalesce(s.sku, p.sku) as sku, coalesce(s.location, p.location) as location, coalesce(s.on_hand, 0) as on_hand,
      coalesce(s.reserved, 0) as reserved, coalesce(s.in_transit, 0) as in_transit,
      coalesce(s.promise_limit, 0) as promise_limit, coalesce(s.version, 0) as version, coalesce(p.units, 0) as promised
    from (select * from inventory.stock as one where one.tenant = of) as s
    full join promised as p on p.sku = s.sku and p.location = s.location
  ), judged as (
    select c.*, array_remove(array[
        case when least(c.on_hand, c.reserved, c.in_transit) < 0 then 'negative' end,
        case when c.promised > c.on_hand::bigint + c.promise_limit then 'over-allocated' end,
        case when c.promised <> c.reserved then 'reserved-mismatch' end
      ], null) as faults
    from counted as c
  )
  select j.* from judged as j where cardinality(j.faults) > 0
$$;

-- What the last look at all tenants found: one row, which all replicas read.
create table inventory.stock_check (
  only_row       boolean     primary key default true,
  ended_at       timestamptz not null,
  tenants        bigint      not null,
  unchecked      bigint      not null,
  negative       bigint      not null,
  over_allocated bigint      not null,
  mismatched     bigint      not null,
  constraint stock_check_is_one check (only_row)
);
comment on column inventory.stock_check.unchecked is 'tenants that took too long to look at';
grant select, insert, update on inventory.stock_check to inventory_service;

revoke all on function inventory.tenants_after(text, integer), inventory.faulty_stock(text) from public;
grant execute on function inventory.tenants_after(text, integer), inventory.faulty_stock(text) to inventory_service;
