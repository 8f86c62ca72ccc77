-- The service makes days ahead and drops forgotten keys itself: with these rights, and only as said here. Not breaking.

-- As before, but events that came into the default partition, because their day was not made in time, stay there.
create or replace procedure inventory.make_days(first date, last date)
language plpgsql
as $$
declare
  day date;
begin
  for day in select generate_series(first, last, interval '1 day')::date loop
    begin
      execute format(
        'create table if not exists inventory.%I partition of inventory.stock_event for values from (%L) to (%L)',
        'stock_event_' || to_char(day, 'YYYYMMDD'), day::timestamp at time zone 'UTC',
        (day + 1)::timestamp at time zone 'UTC');
    exception when check_violation then
      raise warning 'events of % stay in the default partition', day;
    end;
    execute format(
      'create table if not exists inventory.%I partition of inventory.idempotency_key for values from (%L) to (%L)',
      'idempotency_key_' || to_char(day, 'YYYYMMDD'), day, day + 1);
  end loop;
end
$$;

-- Makes the days whose keys are taken and three more, drops the keys of days that are no longer, and says which day is the
-- last one made; null where another replica is at it. A batch waits at most for the lock timeout: what cannot have its lock
-- in that time fails, and is tried again.
create function inventory.keep_days() returns date
language plpgsql security definer
set search_path = pg_catalog
set timezone = 'UTC'
set lock_timeout = '100ms'
set client_min_messages = 'warning'
as $$
declare
  today date := clock_timestamp()::date;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('inventory.keep_days', 0)) then
    return null;
  end if;
  call inventory.make_days(today - 7, today + 3);
  call inventory.drop_keys_before(today - 7);
  return today + 3;
end
$$;
revoke all on function inventory.keep_days() from public;
grant execute on function inventory.keep_days() to inventory_service;
