-- Channels: what came from other parties, orders on their way, and what marketplaces are told. Not breaking.

-- How far a party's messages have been taken in: a cursor of its feed, or rows of a file that it dropped.
create table inventory.channel_position (
  tenant   text        not null,
  channel  text        not null,
  place    text        not null,
  position text        not null,
  moved_at timestamptz not null default clock_timestamp(),
  primary key (tenant, channel, place)
);

-- Each message once, however often it comes.
create table inventory.channel_message (
  tenant      text        not null,
  channel     text        not null,
  message     text        not null,
  state       text        not null default 'waiting',
  body        jsonb,
  attempt     integer     not null default 0,
  key_time    timestamptz not null,
  received_at timestamptz not null default clock_timestamp(),
  due_at      timestamptz not null default clock_timestamp(),
  problem     text,
  primary key (tenant, channel, message),
  constraint channel_message_state_known check (state in ('waiting', 'done', 'set-aside')),
  constraint channel_message_has_body check (body is not null or state <> 'waiting')
) with (fillfactor = 80);
comment on column inventory.channel_message.attempt is 'counts refusals: each attempt has a key of its own';
comment on column inventory.channel_message.key_time is 'the time in the keys of its commands';
comment on column inventory.channel_message.body is 'what it says; nothing once that is done';
create index channel_message_due on inventory.channel_message (due_at) where state = 'waiting';
create index channel_message_set_aside on inventory.channel_message (tenant) where state = 'set-aside';
create index channel_message_done on inventory.channel_message (received_at) where state = 'done';

create table inventory.channel_order (
  tenant        text        not null,
  channel       text        not null,
  reservation   text        not null,
  order_ref     text,
  erase_wanted  boolean     not null default false,
  lines         jsonb       not null,
  step          text        not null,
  cancel_wanted boolean     not null default false,
  attempts      integer     not null default 0,
  entered_at    timestamptz not null default clock_timestamp(),
  key_time      timestamptz not null,
  due_at        timestamptz,
  problem       text,
  primary key (tenant, reservation),
  constraint channel_order_has_ref check (order_ref is not null or due_at is null)
) with (fillfactor = 80);
comment on column inventory.channel_order.order_ref is 'the order''s reference in its channel; null once it is erased, which waits for the end of the order';
comment on column inventory.channel_order.entered_at is 'when the step was come to';
comment on column inventory.channel_order.due_at is 'when its step is done, or tried again; null where the order is at its end';
create index channel_order_of_channel on inventory.channel_order (tenant, channel, order_ref);
create index channel_order_due on inventory.channel_order (due_at) where due_at is not null;
create index channel_order_stuck on inventory.channel_order (tenant) where step = 'stuck';

create table inventory.channel_listing (
  tenant   text        not null,
  channel  text        not null,
  sku      text        not null,
  changes  bigint      not null default 1,
  told     bigint      not null default -1,
  attempts integer     not null default 0,
  due_at   timestamptz,
  problem  text,
  primary key (tenant, channel, sku)
) with (fillfactor = 50);
comment on column inventory.channel_listing.told is 'sum of the versions of the stock rows that the marketplace was told last';
create index channel_listing_due on inventory.channel_listing (due_at) where due_at is not null;

do $$
declare
  name text;
begin
  foreach name in array array['channel_position', 'channel_message', 'channel_order', 'channel_listing'] loop
    execute format('alter table inventory.%I enable row level security', name);
    execute format(
      'create policy own_tenants on inventory.%I to inventory_service using (tenant = any ((select inventory.tenants())::text[]))',
      name);
    execute format('grant select, insert, update on inventory.%I to inventory_service', name);
  end loop;
end
$$;
grant delete on inventory.channel_message to inventory_service;
