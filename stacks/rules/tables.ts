import { z } from "zod";
import { type EnvironmentRule, ruleOn } from "./rule";

const range = z.object({ minUnits: z.number(), maxUnits: z.number() });
const capacity = z.object({ mode: z.literal("provisioned"), read: range, write: range });
const entry = z.object({ capacity });
const tables = z.record(z.string(), z.unknown()).optional();

/** Rules about tables. */
export const tableRules = {
  "table-capacity-has-a-span": ruleOn({ tables }, (environment) =>
    Object.entries(environment.tables ?? {}).flatMap(([name, value]) => {
      const table = entry.safeParse(value);
      return table.success ? turnedRanges(name, table.data.capacity) : [];
    }),
  ),
} as const satisfies Readonly<Record<string, EnvironmentRule>>;

function turnedRanges(name: string, { read, write }: z.output<typeof capacity>): ReturnType<EnvironmentRule> {
  return Object.entries({ read, write }).flatMap(([kind, { minUnits, maxUnits }]) =>
    maxUnits >= minUnits
      ? []
      : [
          {
            path: ["tables", name, "capacity", kind, "maxUnits"],
            got: maxUnits,
            expected: `at least minUnits, ${String(minUnits)}`,
            change: "raise the maximum, or lower the minimum",
          },
        ],
  );
}
