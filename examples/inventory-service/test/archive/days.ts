import type { Client } from "pg";

/** Has the events of today be of an earlier day. The log refuses every change, so that its trigger is put aside for it. */
export async function moveEventsBack(owner: Client, days: number): Promise<void> {
  await owner.query("alter table inventory.stock_event disable trigger append_only");
  await owner.query(`
    create temp table moved as
    select * from inventory.stock_event where recorded_at >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC'`);
  await owner.query("delete from inventory.stock_event as e using moved as m where e.sequence = m.sequence");
  await owner.query(
    `insert into inventory.stock_event (shard, transaction, sequence, recorded_at, tenant, type, subject, version, data)
     overriding system value
     select shard, transaction, sequence, recorded_at - make_interval(days => $1), tenant, type, subject, version, data
     from moved`,
    [days],
  );
  await owner.query("drop table moved");
  await owner.query("alter table inventory.stock_event enable trigger append_only");
}
