-- Who corrected stock and why, as people wrote it: the only place of the service for what a person writes. Not breaking.

create table inventory.audit_entry (
  entry    bigint      generated always as identity primary key,
  at       timestamptz not null default clock_timestamp(),
  tenant   text        not null,
  client   text        not null,
  action   text        not null,
  sku      text,
  location text,
  version  bigint,
  operator text,
  comment  text,
  constraint audit_entry_action_known check (action in ('count', 'adjust', 'erase-order')),
  constraint audit_entry_row_named
    check (action = 'erase-order' or (sku is not null and location is not null and version is not null))
);
comment on table inventory.audit_entry is 'kept for a while, and never published, archived or answered';
comment on column inventory.audit_entry.version is 'the version of the stock row that the correction made';

create index audit_entry_at on inventory.audit_entry (at);
create index audit_entry_of_row on inventory.audit_entry (tenant, sku, location, version);

alter table inventory.audit_entry enable row level security;
create policy own_tenants on inventory.audit_entry to inventory_service
  using (tenant = any ((select inventory.tenants())::text[]));
grant select, insert on inventory.audit_entry to inventory_service;

-- Deletes entries that are older than they are kept for, of all tenants, some at a time. Says how many.
create function inventory.forget_audit(kept interval, most integer) returns bigint
language sql security definer set search_path = pg_catalog
as $$
  with old as (
    select entry from inventory.audit_entry where at < clock_timestamp() - kept order by at limit most
  ), forgotten as (
    delete from inventory.audit_entry as a using old where a.entry = old.entry returning 1
  )
  select count(*) from forgotten
$$;
revoke all on function inventory.forget_audit(interval, integer) from public;
grant execute on function inventory.forget_audit(interval, integer) to inventory_service;
