-- What came in through a channel, and what marketplaces are told, are parts of the traces in which they happen. Not breaking: empty where
-- nothing is recorded, and for the release before, which does not know the columns.

alter table inventory.channel_message add column traceparent text;
alter table inventory.channel_order add column traceparent text;
alter table inventory.channel_listing add column traceparent text;
comment on column inventory.channel_message.traceparent is 'where it was taken in, as of W3C trace context; null where that is not recorded';
comment on column inventory.channel_order.traceparent is 'the handling of the message that began it, as of W3C trace context; null where that is not recorded';
comment on column inventory.channel_listing.traceparent is 'the last recorded change that is to be told, as of W3C trace context; null where there is none';
