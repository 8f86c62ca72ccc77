import type { StockKey } from "../domain";
import { columnsOf } from "./columns";
import type { Db } from "./db";
import type { Remark } from "./request";

/** A correction of a stock row, with what a person wrote about it. */
export interface AuditedCorrection extends StockKey, Remark {
  readonly action: "count" | "adjust";
  /** Which of the tenant's systems asked for it. */
  readonly client: string;
  /** The version of the row that it made. */
  readonly version: number;
}

/** Keeps what people wrote about corrections, in the transaction of these. */
export async function keepCorrections(db: Db, corrections: readonly AuditedCorrection[]): Promise<void> {
  await db.query({
    name: "keep-corrections",
    text: `
      insert into inventory.audit_entry (tenant, client, action, sku, location, version, operator, comment)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[])`,
    values: columnsOf(corrections, [
      ({ tenant }) => tenant,
      ({ client }) => client,
      ({ action }) => action,
      ({ sku }) => sku,
      ({ location }) => location,
      ({ version }) => version,
      ({ operator }) => operator,
      ({ comment }) => comment,
    ]),
  });
}

/** Deletes entries that are older than they are kept for, some at a time. Says whether there may be more of them. */
export async function forgetAudit(
  db: Db,
  { keptDays, most }: { readonly keptDays: number; readonly most: number },
): Promise<boolean> {
  const { rows } = await db.query<{ forgotten: string }>({
    name: "forget-audit",
    text: "select inventory.forget_audit(make_interval(days => $1), $2) as forgotten",
    values: [keptDays, most],
  });
  return Number(rows[0]?.forgotten) === most;
}
