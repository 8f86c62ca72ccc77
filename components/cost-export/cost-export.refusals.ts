import type { Refusal } from "../core/refusal";
import { isWholeWithin } from "../core/whole-numbers";
import { toDays, type Duration } from "../core/units";
import { COST_EXPORT_DEFAULTS, type CostExportPlanArgs } from "./cost-export.plan";

type CostExportRefusal = Refusal<CostExportPlanArgs>;

/** Longest prefix: with account and region the longest bucket name made of it still fits. */
export const MAX_PREFIX = 20;
/** Most GiB that a query may be allowed. */
const MAX_SCAN_GIB = 10_000;

const PREFIX = new RegExp(`^(?=.{1,${MAX_PREFIX}}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$`);
const ACCOUNT = /^\d{12}$/;
const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/;
const IDENTIFIER = /^[a-z_][a-z0-9_]{0,127}$/;

/** Reasons to refuse an export of costs. */
export const costExportRefusals: readonly CostExportRefusal[] = [
  {
    when: ({ prefix }) => !PREFIX.test(prefix),
    say: ({ prefix }) => ({
      arg: "prefix",
      got: prefix,
      expected: `1 to ${MAX_PREFIX} lower-case letters, digits and single dashes, starting with a letter`,
      change: "shorten or correct it: buckets, database and workgroup are named after it",
    }),
  },
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "give the account whose costs are exported",
    }),
  },
  {
    when: ({ firstMonth }) => !MONTH.test(firstMonth),
    say: ({ firstMonth }) => ({
      arg: "firstMonth",
      got: firstMonth,
      expected: "a month such as 2026-01",
      change: "give the first month of the export",
    }),
  },
  {
    when: (args) => unusableNames(args).length > 0,
    say: (args) => ({
      arg: "orders",
      got: unusableNames(args),
      expected: "names of 1 to 128 lower-case letters, digits or underscores, not starting with a digit",
      change: "write each name as the catalogue has it",
    }),
  },
  {
    when: (args) => unusableTimes(args).length > 0,
    say: (args) => ({
      arg: "retention, resultRetention",
      got: unusableTimes(args),
      expected: "at least 1 day each",
      change: "lengthen it: S3 deletes by the day",
    }),
  },
  {
    when: ({ scanLimitGib }) => !isWholeWithin(scanLimitGib ?? COST_EXPORT_DEFAULTS.scanLimitGib, 1, MAX_SCAN_GIB),
    say: ({ scanLimitGib }) => ({
      arg: "scanLimitGib",
      got: scanLimitGib,
      expected: `a whole number from 1 to ${MAX_SCAN_GIB}`,
      change: "bound what one query may read",
    }),
  },
];

function unusableNames({ orders }: CostExportPlanArgs): string[] {
  return orders === undefined ? [] : Object.values(orders).filter((name: string) => !IDENTIFIER.test(name));
}

function unusableTimes(args: CostExportPlanArgs): Duration[] {
  const { retention, resultRetention } = { ...COST_EXPORT_DEFAULTS, ...args };
  return [retention, resultRetention].filter((time) => toDays(time) < 1);
}
