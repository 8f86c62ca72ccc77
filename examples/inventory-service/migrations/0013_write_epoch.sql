-- Who may write: the database of the highest epoch, once it was opened. Not breaking: whoever names no epoch takes the one there is.

-- One row. A copy of the database that was promoted goes on along another timeline of PostgreSQL's log, and so is closed until
-- somebody opens it.
create table inventory.write_epoch (
  only_row  boolean     primary key default true,
  epoch     bigint      not null,
  is_open   boolean     not null,
  timeline  text,
  opened_at timestamptz not null,
  constraint write_epoch_one_row check (only_row),
  constraint write_epoch_positive check (epoch > 0)
);
comment on column inventory.write_epoch.epoch is 'counts the databases that took changes, one after the other';
comment on column inventory.write_epoch.timeline is 'on which it was opened; null where the database does not tell';

-- The timeline that the database writes on; null on a standby, and where it does not tell.
create function inventory.timeline() returns text
language plpgsql volatile set search_path = pg_catalog
as $$
begin
  return case when pg_is_in_recovery() then null else left(pg_walfile_name(pg_current_wal_lsn()), 8) end;
exception when others then
  return null;
end
$$;

insert into inventory.write_epoch (epoch, is_open, timeline, opened_at) values (1, true, inventory.timeline(), now());

grant select on inventory.write_epoch to inventory_service;

-- What a session has to know: in which epoch the database is, and whether it takes changes. It notes the epoch for the checks below.
create function inventory.join_epoch() returns table (epoch bigint, is_open boolean, is_standby boolean)
language plpgsql volatile set search_path = pg_catalog
as $$
begin
  is_standby := pg_is_in_recovery();
  select e.epoch, coalesce(e.is_open and not is_standby and (e.timeline is null or e.timeline = inventory.timeline()), false)
  into epoch, is_open
  from inventory.write_epoch as e;
  perform set_config('inventory.epoch', epoch::text, false);
  return next;
end
$$;

create function inventory.refuse_epoch() returns boolean
language plpgsql volatile
as $$
begin
  raise exception 'the database takes no changes from epoch %', current_setting('inventory.epoch', true)
    using errcode = 'IE001', hint = 'another database may have been made the primary; see inventory.write_epoch';
end
$$;

-- Whether the session's epoch is the database's, and open. A statement reads it when it has its locks: whoever closes the
-- database takes one against them, so that nothing is committed behind it by what was read before it.
create view inventory.epoch_check as
  select case
    when e.is_open
      and e.epoch::text = coalesce(nullif(current_setting('inventory.epoch', true), ''), e.epoch::text)
      and (e.timeline is null or e.timeline = left(pg_walfile_name(pg_current_wal_lsn()), 8))
    then true
    else inventory.refuse_epoch()
  end as passes
  from inventory.write_epoch as e;
grant select on inventory.epoch_check to inventory_service;

-- Each transaction of the service that changes anything appends an event or an answer: none of it passes in another epoch.
create policy open_epoch on inventory.stock_event as restrictive for insert to inventory_service
  with check ((select passes from inventory.epoch_check));
create policy open_epoch on inventory.idempotency_key as restrictive for insert to inventory_service
  with check ((select passes from inventory.epoch_check));

-- Closes the database to all changes, once those that are under way have been committed. The epoch never falls.
create procedure inventory.close_epoch(at_least bigint)
language plpgsql set search_path = pg_catalog
as $$
begin
  lock table inventory.stock in exclusive mode;
  update inventory.write_epoch set epoch = greatest(epoch, at_least), is_open = false;
end
$$;

-- Opens the database to changes, in the epoch it is in.
create procedure inventory.open_epoch()
language sql
as $$
  update inventory.write_epoch set is_open = true, timeline = inventory.timeline(), opened_at = clock_timestamp()
$$;
revoke all on procedure inventory.close_epoch(bigint), inventory.open_epoch() from public;
