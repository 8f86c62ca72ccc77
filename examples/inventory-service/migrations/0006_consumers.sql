-- How far consumers of events are, for those that must not begin anew. Not breaking.

create table inventory.consumer_subject (
  consumer      text        not null,
  tenant        text        not null,
  subject       text        not null,
  version       bigint      not null default 0,
  highest       bigint      not null default 0,
  parked        json        not null default '[]',
  stopped       text,
  waiting_since timestamptz,
  primary key (consumer, subject)
) with (fillfactor = 50);
comment on column inventory.consumer_subject.version is 'the last version that was handled';
comment on column inventory.consumer_subject.parked is 'events that wait for one before them';
comment on column inventory.consumer_subject.stopped is 'why the event after the version could not be handled: a dead letter';

create index consumer_subject_waiting on inventory.consumer_subject (consumer, waiting_since)
  where waiting_since is not null;

alter table inventory.consumer_subject enable row level security;
create policy own_tenants on inventory.consumer_subject to inventory_service
  using (tenant = any ((select inventory.tenants())::text[]));
grant select, insert, update on inventory.consumer_subject to inventory_service;

-- Names what waits, of all tenants, and nothing else of it: the consumer's only way past the policies.
create function inventory.waiting_subjects(of text, longer_than interval, most integer)
returns table (tenant text, subject text)
language sql volatile security definer set search_path = pg_catalog
as $$
  select w.tenant, w.subject
  from inventory.consumer_subject as w
  where w.consumer = of and w.waiting_since <= clock_timestamp() - longer_than and w.stopped is null
  order by w.waiting_since
  limit most
$$;

create function inventory.count_waiting(of text)
returns table (waiting integer, stopped integer)
language sql stable security definer set search_path = pg_catalog
as $$
  select count(*)::integer, count(*) filter (where w.stopped is not null)::integer
  from inventory.consumer_subject as w
  where w.consumer = of and w.waiting_since is not null
$$;
revoke all on function inventory.waiting_subjects(text, interval, integer), inventory.count_waiting(text) from public;
grant execute on function inventory.waiting_subjects(text, interval, integer), inventory.count_waiting(text)
  to inventory_service;

-- For whoever operates it: has a dead letter tried once more by the consumer's next round, and all that came behind it, in
-- order; or leaves it out for good.
create procedure inventory.redrive(of text, about text, leave_out boolean default false)
language sql
as $$
  update inventory.consumer_subject
  set stopped = null, version = version + case when leave_out then 1 else 0 end
  where consumer = of and subject = about and stopped is not null
$$;
revoke all on procedure inventory.redrive(text, text, boolean) from public;
