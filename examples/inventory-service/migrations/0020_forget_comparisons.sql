-- How the writes of a legacy system compared is kept for a while only. Not breaking: the release before calls nothing of it.

-- Deletes comparisons of writes that are older than these are kept for, of all tenants, some at a time. Says how many.
create function inventory.forget_comparisons(kept interval, most integer) returns bigint
language sql security definer set search_path = pg_catalog
as $$
  with old as (
    select tenant, key_hash from inventory.shadow_comparison
    where day < ((clock_timestamp() - kept) at time zone 'UTC')::date
    order by day
    limit most
  ), forgotten as (
    delete from inventory.shadow_comparison as c using old
    where c.tenant = old.tenant and c.key_hash = old.key_hash
    returning 1
  )
  select count(*) from forgotten
$$;
revoke all on function inventory.forget_comparisons(interval, integer) from public;
grant execute on function inventory.forget_comparisons(interval, integer) to inventory_service;
