/** Microseconds of a day. */
const DAY = "86400000000";

/**
 * Stock rows as a day left them, with what was shipped of each on the days of a window. Reads the relations `snapshot`, of that
 * day, and `events`, of the window (see `reconcile/datasets.ts`).
 *
 * What leaves shelf and promise at once was shipped: that is the demand. Holds that ended and orders that were cancelled are
 * none; and what could not be promised is not seen. A row whose first version is in the window has no demand before it.
 * Events may be there more than once. Days count from the epoch.
 */
export const DEMAND_SQL = `
with happened as (
  select distinct
    tenant, sku, location, version, at_us // ${DAY} as day, on_hand_change, reserved_change, in_transit_change
  from events
),
later as (
  select
    s.tenant, s.sku, s.location,
    cast(sum(h.on_hand_change) as bigint) as on_hand,
    cast(sum(h.reserved_change) as bigint) as reserved,
    cast(sum(h.in_transit_change) as bigint) as in_transit
  from snapshot s
  join happened h
    on h.tenant = s.tenant and h.sku = s.sku and h.location = s.location and h.version > s.version
  group by s.tenant, s.sku, s.location
),
shipped as (
  select tenant, sku, location, day, cast(sum(-on_hand_change) as bigint) as units
  from happened
  where on_hand_change < 0 and reserved_change < 0
  group by tenant, sku, location, day
),
wanted as (
  select tenant, sku, location, list(day order by day) as days, list(units order by day) as units
  from shipped
  group by tenant, sku, location
),
born as (
  select tenant, sku, location, cast(min(day) as bigint) as day from happened where version = 1 group by tenant, sku, location
)
select
  s.tenant, s.sku, s.location,
  cast(s.on_hand + coalesce(l.on_hand, 0) as bigint) as on_hand,
  cast(s.reserved + coalesce(l.reserved, 0) as bigint) as reserved,
  cast(s.in_transit + coalesce(l.in_transit, 0) as bigint) as in_transit,
  b.day as born_day,
  coalesce(w.days, []) as days,
  coalesce(w.units, []) as units
from snapshot s
left join later l on l.tenant = s.tenant and l.sku = s.sku and l.location = s.location
left join born b on b.tenant = s.tenant and b.sku = s.sku and b.location = s.location
left join wanted w on w.tenant = s.tenant and w.sku = s.sku and w.location = s.location
order by s.tenant asc nulls last, s.sku asc nulls last, s.location asc nulls last`;
