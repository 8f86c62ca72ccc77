import { z } from "zod";
import { FORMULAS } from "../../cost/comparison/formulas";
import { headroomOf, type Limit } from "../../cost/comparison/limits";
import type { CheckedClaim, Compared } from "../../cost/comparison/compare";
import { ASSUMPTIONS, type Workload } from "../../cost/comparison/workload";

const Usd = z.number().describe("USD a month");

const ComparedSide = z.strictObject({
  side: z.string(),
  note: z.string().nullable().describe("what its costs do not hold"),
  scale: z.number().describe("times the load"),
  monthlyUsd: Usd,
  perOrderUsd: z.number(),
  workUsd: Usd.describe("what answers, reserves and reconciles"),
  workAndDatabaseUsd: Usd.describe("the same with the database"),
  unpriced: z.int().describe("resources that a price or a quantity lacks, wholly or in part: they are not in the sums"),
  headroom: z
    .number()
    .nullable()
    .describe("how often over the busiest second is carried; null where no limit is known"),
  breaksFirst: z
    .strictObject({ what: z.string(), input: z.string(), bound: z.number(), asked: z.number() })
    .nullable()
    .describe("the limit that is reached first, and what the busiest second asks of it"),
  sale: z
    .strictObject({ longestWaitSeconds: z.number(), failures: z.array(z.string()) })
    .nullable()
    .describe("a sale through its autoscalers; null where it has none"),
  latency: z.strictObject({ looks: z.string(), reservations: z.string() }),
  complexity: z.strictObject({ resources: z.int(), services: z.int() }),
});

const Cut = z.strictObject({
  of: z.string().describe("part of the bill"),
  baselineUsd: Usd,
  sideUsd: Usd,
  percent: z.number().describe("what the side costs less"),
  verdict: z.enum(["holds", "saves more", "does not hold"]),
});

/** What `planner cost --compare-patterns --format json` prints. The version changes when a field changes its meaning or goes. */
export const ComparisonDocument = z.strictObject({
  version: z.literal(1),
  assumptions: z.array(z.strictObject({ name: z.string(), is: z.number(), what: z.string(), because: z.string() })),
  formulas: z
    .array(z.strictObject({ type: z.string(), key: z.string(), formula: z.string() }))
    .describe("how use follows from the assumptions"),
  sides: z.array(ComparedSide).describe("every side at every scale"),
  claims: z.array(
    z.strictObject({
      claim: z.string(),
      side: z.string(),
      baseline: z.string(),
      scale: z.number(),
      leastPercent: z.number(),
      mostPercent: z.number(),
      cuts: z.array(Cut),
    }),
  ),
});

/** One JSON document for a comparison. */
export type ComparisonDocument = z.infer<typeof ComparisonDocument>;
/** One side at one scale. */
export type ComparedSide = ComparisonDocument["sides"][number];

/** JSON Schema of a {@link ComparisonDocument}, as `planner/comparison.schema.json` holds it. */
export function comparisonJsonSchema(): Record<string, unknown> {
  return {
    title: "Document of `planner cost --compare-patterns --format json`",
    ...z.toJSONSchema(ComparisonDocument),
  };
}

/** Composes the document of a comparison. */
export function comparisonDocument(
  workload: Workload,
  { compared, claims }: { readonly compared: readonly Compared[]; readonly claims: readonly CheckedClaim[] },
): ComparisonDocument {
  return {
    version: 1,
    assumptions: Object.entries(ASSUMPTIONS).map(([name, what]) => ({ name, what, ...assumed(workload, name) })),
    formulas: FORMULAS.map(({ type, named, key, formula }) => ({
      type: named === undefined ? type : `${type} ${named.source}`,
      key,
      formula,
    })),
    sides: compared.map(sideOf),
    claims: claims.map(({ claim, cuts }) => ({ ...claim, cuts: [...cuts] })),
  };
}

function assumed({ assumptions }: Workload, name: string): { readonly is: number; readonly because: string } {
  const found = Object.entries(assumptions).find(([key]) => key === name);
  return found === undefined ? { is: 0, because: "not assumed" } : found[1];
}

function sideOf({ side, limits, sale, costs: _, ...figures }: Compared): ComparedSide {
  const [first] = limits;
  return {
    ...figures,
    side: side.name,
    note: side.note ?? null,
    headroom: first === undefined ? null : headroomOf(first),
    breaksFirst: first === undefined ? null : limitOf(first),
    sale: sale === undefined ? null : { ...sale, failures: [...sale.failures] },
    latency: { ...figures.latency },
    complexity: { ...figures.complexity },
  };
}

function limitOf({ what, input, bound, asked }: Limit): NonNullable<ComparedSide["breaksFirst"]> {
  return { what, input, bound, asked };
}
