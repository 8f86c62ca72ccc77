-- no-transaction
-- An order's reservations are found by its reference. Not breaking: built beside the writers, anew where it was left half-built.

drop index concurrently if exists inventory.reservation_order;

create index concurrently if not exists reservation_order on inventory.reservation (tenant, channel, order_ref) where order_ref <> '';
