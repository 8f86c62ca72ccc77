-- An order's reference can be taken away, and the audit says from how many reservations. Not breaking.

alter table inventory.audit_entry add column reservations integer;

comment on column inventory.audit_entry.reservations is 'from how many reservations an order''s reference was taken';
comment on column inventory.reservation.order_ref
  is 'the one place of the order''s reference: no event, answer under a key or archive has it; empty once it is erased';
