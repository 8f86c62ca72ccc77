/**
 * Compares the counts of one shard and day with what was expected. Reads the relations `counts`, `snapshot` and `events`
 * (see `datasets.ts`), and yields a row for each counted stock row. What is equal at first sight has no other columns.
 *
 * The same text runs on DuckDB and on Spark, which differ in what they leave open: the type of an aggregate, where nulls
 * go, how timestamps are kept. Hence the casts, the null order, and µs as BIGINT. Nothing here depends on the order of rows.
 *
 * What is expected is the snapshot and the events up to the count: those with a version above the snapshot's are added.
 * A snapshot is not taken everywhere at once, so that a count may be older than its row of the snapshot: then the events
 * between the two are taken off again. Versions have no gaps, which tells whether an event is missing.
 *
 * Most counts find what was expected, and grouping by three texts is most of the work. So all is joined and grouped once,
 * with no more columns than it takes to say that a row is equal beyond doubt: its count, its row of the snapshot and its
 * events are there once each, which shows where one row came of the join, or as many as versions fall into places of
 * their own; it is in the snapshot, which is not younger than the count; and no event is missing. All others are cleaned
 * and compared in full.
 */
export const COMPARE_SQL = `
with joined as (
  select
    c.tenant, c.sku, c.location, s.version as since_version, c.counted - s.on_hand as to_explain, e.version, e.on_hand_change,
    case when e.version > s.version and e.at_us <= c.counted_at_us then 1 else 0 end as is_added,
    case when e.version <= s.version and e.at_us > c.counted_at_us then 1 else 0 end as is_taken
  from counts c
  left join snapshot s
    on s.tenant = c.tenant and s.sku = c.sku and s.location = c.location
  left join events e
    on e.tenant = c.tenant and e.sku = c.sku and e.location = c.location
),
at_first_sight as (
  select
    tenant, sku, location,
    coalesce(
      (count(*) = 1 or count(*) = bit_count(bit_or(cast(1 as bigint) << cast(abs(version % 62) as int))))
        and max(is_taken) = 0
        and coalesce(max(case when is_added = 1 then version end) - max(since_version), 0) = sum(is_added)
        and max(to_explain) = sum(case when is_added = 1 then on_hand_change else 0 end),
      false
    ) as is_equal
  from joined
  group by tenant, sku, location
),
doubtful as (
  select tenant, sku, location from at_first_sight where not is_equal
),
last_count as (
  select
    c.tenant, c.sku, c.location,
    cast(max(c.sequence) as bigint) as sequence,
    cast(min(c.source) as string) as source,
    min(c.source) <> max(c.source) as many_sources,
    cast(count(*) as bigint) as lines,
    cast(min(c.counted) as bigint) as counted,
    cast(min(c.counted_at_us) as bigint) as counted_at_us
  from counts c
  join doubtful d
    on c.tenant = d.tenant and c.sku = d.sku and c.location = d.location
  group by c.tenant, c.sku, c.location
),
repeated as (
  select
    c.tenant, c.sku, c.location,
    cast(min(c.counted) as bigint) as counted,
    cast(min(c.counted_at_us) as bigint) as counted_at_us,
    min(c.counted) <> max(c.counted) or min(c.counted_at_us) <> max(c.counted_at_us) as contradictory
  from counts c
  join last_count l
    on c.tenant = l.tenant and c.sku = l.sku and c.location = l.location and c.sequence = l.sequence
  where l.lines > 1
  group by c.tenant, c.sku, c.location
),
counted as (
  select
    l.tenant, l.sku, l.location, l.sequence, l.source,
    cast(coalesce(r.counted, l.counted) as bigint) as counted,
    cast(coalesce(r.counted_at_us, l.counted_at_us) as bigint) as counted_at_us,
    l.many_sources or coalesce(r.contradictory, false) as contradictory
  from last_count l
  left join repeated r
    on r.tenant = l.tenant and r.sku = l.sku and r.location = l.location
),
base as (
  select
    s.tenant, s.sku, s.location,
    cast(max(s.version) as bigint) as version,
    cast(max_by(s.on_hand, s.version) as bigint) as on_hand,
    cast(max_by(s.reserved, s.version) as bigint) as reserved,
    cast(max_by(s.in_transit, s.version) as bigint) as in_transit
  from snapshot s
  join doubtful d
    on s.tenant = d.tenant and s.sku = d.sku and s.location = d.location
  group by s.tenant, s.sku, s.location
),
started as (
  select
    c.tenant, c.sku, c.location, c.sequence, c.source, c.counted, c.counted_at_us, c.contradictory,
    b.version is not null as in_snapshot,
    cast(coalesce(b.version, 0) as bigint) as version,
    cast(coalesce(b.on_hand, 0) as bigint) as on_hand,
    cast(coalesce(b.reserved, 0) as bigint) as reserved,
    cast(coalesce(b.in_transit, 0) as bigint) as in_transit
  from counted c
  left join base b
    on b.tenant = c.tenant and b.sku = c.sku and b.location = c.location
),
once as (
  select
    e.tenant, e.sku, e.location, e.version,
    cast(min(e.at_us) as bigint) as at_us,
    cast(min(e.on_hand_change) as bigint) as on_hand_change,
    cast(min(e.reserved_change) as bigint) as reserved_change,
    cast(min(e.in_transit_change) as bigint) as in_transit_change,
    cast(max(case when e.correction then 1 else 0 end) as bigint) as correction
  from events e
  join doubtful d
    on e.tenant = d.tenant and e.sku = d.sku and e.location = d.location
  group by e.tenant, e.sku, e.location, e.version
),
step as (
  select
    s.tenant, s.sku, s.location, e.version, e.on_hand_change, e.reserved_change, e.in_transit_change,
    case
      when e.version > s.version and e.at_us <= s.counted_at_us then 1
      when e.version <= s.version and e.at_us > s.counted_at_us then -1
      else 0
    end as to_count,
    case when e.version > s.version then 1 else 0 end as to_closing,
    case when e.at_us <= s.counted_at_us then e.correction else 0 end as correction_before,
    case when e.at_us > s.counted_at_us then e.correction else 0 end as correction_after
  from started s
  join once e
    on e.tenant = s.tenant and e.sku = s.sku and e.location = s.location
),
moved as (
  select
    tenant, sku, location,
    cast(sum(to_count * on_hand_change) as bigint) as on_hand,
    cast(sum(to_count * reserved_change) as bigint) as reserved,
    cast(sum(to_count * in_transit_change) as bigint) as in_transit,
    cast(sum(to_closing * on_hand_change) as bigint) as closing_on_hand,
    cast(sum(to_closing * reserved_change) as bigint) as closing_reserved,
    cast(sum(to_closing * in_transit_change) as bigint) as closing_in_transit,
    cast(max(version) as bigint) as last_version,
    cast(sum(case when to_count = 1 then 1 else 0 end) as bigint) as added,
    cast(max(case when to_count = 1 then version else 0 end) as bigint) as last_added,
    cast(sum(case when to_count = -1 then 1 else 0 end) as bigint) as taken,
    cast(min(case when to_count = -1 then version end) as bigint) as first_taken,
    cast(sum(correction_before) as bigint) as corrections_before,
    cast(sum(correction_after) as bigint) as corrections_after
  from step
  group by tenant, sku, location
),
compared as (
  select
    s.tenant, s.sku, s.location, s.source, s.sequence, s.counted_at_us, s.counted, s.contradictory,
    cast(s.on_hand + coalesce(m.on_hand, 0) as bigint) as expected,
    cast(s.counted - s.on_hand - coalesce(m.on_hand, 0) as bigint) as delta,
    cast(s.in_transit + coalesce(m.in_transit, 0) as bigint) as in_flight,
    cast(s.reserved + coalesce(m.reserved, 0) as bigint) as reserved,
    cast(coalesce(m.corrections_before, 0) as bigint) as corrections_before,
    cast(coalesce(m.corrections_after, 0) as bigint) as corrections_after,
    cast(s.on_hand + coalesce(m.closing_on_hand, 0) as bigint) as closing_on_hand,
    cast(s.reserved + coalesce(m.closing_reserved, 0) as bigint) as closing_reserved,
    cast(s.in_transit + coalesce(m.closing_in_transit, 0) as bigint) as closing_in_transit,
    cast(greatest(s.version, coalesce(m.last_version, 0)) as bigint) as closing_version,
    coalesce(m.added > 0 and m.added <> m.last_added - s.version, false)
      or coalesce(m.taken > 0 and m.taken <> s.version - m.first_taken + 1, false) as incomplete,
    not s.in_snapshot and m.tenant is null as unknown_row
  from started s
  left join moved m
    on m.tenant = s.tenant and m.sku = s.sku and m.location = s.location
)
select
  tenant, sku, location,
  case
    when contradictory then 'contradictory'
    when incomplete then 'incomplete'
    when unknown_row then 'unknown-row'
    when delta = 0 then 'equal'
    when delta > 0 and delta <= in_flight then 'in-flight'
    when delta < 0 then 'missing'
    else 'surplus'
  end as kind,
  source, sequence, counted_at_us, counted, expected, delta, in_flight, reserved, corrections_before, corrections_after,
  closing_on_hand, closing_reserved, closing_in_transit, closing_version,
  cast(1 as bigint) as many
from compared
union all
select
  null, null, null, 'equal', null, null, null, null, null, null, null, null, null, null, null, null, null, null,
  cast(count(*) as bigint)
from at_first_sight
where is_equal`;

/** How the rows of a comparison are ordered where they are written. */
export const DELTA_ORDER = "tenant asc nulls last, sku asc nulls last, location asc nulls last";

/**
 * Puts beside each difference of a day that of the day before. Reads the relations `deltas` and `deltas_before`, and yields
 * the largest differences first.
 */
export const PAIR_SQL = `
select
  d.*,
  b.kind as before_kind, b.source as before_source, b.sequence as before_sequence, b.delta as before_delta,
  b.corrections_after as before_corrections_after
from deltas d
left join deltas_before b
  on b.tenant = d.tenant and b.sku = d.sku and b.location = d.location
order by
  abs(d.delta) desc nulls last, d.tenant asc nulls last, d.sku asc nulls last, d.location asc nulls last`;

/** Counts the SKUs of which any row was counted. Reads the relation `counts`. */
export const SKUS_SQL = `
select cast(count(*) as bigint) as skus
from (select distinct tenant, sku from counts) as counted`;
