import { CAPACITY_DEFAULTS, NO_BOUND, TARGET_PERCENT } from "../../components/key-value/capacity.plan";
import { z } from "zod";
import { count, fields, flag } from "../environment-fields";

const UNITS_ERROR = "a whole number of units from 1";
const units = (description: string) =>
  z.int({ error: UNITS_ERROR }).min(1, { error: UNITS_ERROR }).describe(description);
const bound = (what: string) => {
  const error = `${UNITS_ERROR}, or ${String(NO_BOUND)}`;
  return z
    .int({ error })
    .min(NO_BOUND, { error })
    .refine((most) => most >= 1 || most === NO_BOUND, { error })
    .describe(`Most ${what} units a second, of the table and of each index; -1 lifts a bound that was set before.`);
};
const range = (description: string) =>
  fields(
    {
      minUnits: units("Capacity units that are always there."),
      maxUnits: units("Most capacity units; beyond them requests are throttled."),
      targetPercent: count(
        TARGET_PERCENT.least,
        TARGET_PERCENT.most,
        "Share of the capacity that is to be in use.",
      ).default(CAPACITY_DEFAULTS.targetPercent),
    },
    description,
  );

/** What an environment file holds about how a table's capacity is paid for. */
export const tableCapacitySchema = z.discriminatedUnion(
  "mode",
  [
    fields(
      {
        mode: z.literal("on-demand"),
        maxReadUnits: bound("read").exactOptional(),
        maxWriteUnits: bound("write").exactOptional(),
      },
      "Every request is paid for by itself.",
    ),
    fields(
      {
        mode: z.literal("provisioned"),
        read: range("Read capacity of the table, and of each index, in each region."),
        write: range("Write capacity of the table, and of each index; the same in every region."),
        starting: flag(
          "Whether this update makes an existing table provisioned, or adds or removes an index of a provisioned one; left out again afterwards.",
        ).default(CAPACITY_DEFAULTS.starting),
      },
      "Capacity is reserved by the hour and follows its use. A new table with replicas is created on demand first.",
    ),
  ],
  { error: "a map whose mode is on-demand or provisioned" },
);
