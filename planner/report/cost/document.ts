import { z } from "zod";
import { budgetVerdicts } from "../../cost/budgets";
import { oldSources } from "../../cost/age";
import type { Line, ResourceCost } from "../../cost/estimate";
import type { Recommended } from "../../cost/recommendations";
import { componentsOf, coverageOf, sharesBy, tagOf, usdOf } from "../../cost/totals";
import type { Plan } from "../../plan";
import { carbonSection } from "./carbon";

const Usd = z.number().describe("USD a month");

const Kilograms = z.number().describe("kg of CO2 equivalents a month");

const CostLine = z.strictObject({
  name: z.string(),
  basis: z.enum(["fixed", "usage"]).describe("paid for being there, or for being used"),
  meter: z.string().describe("row of the price sheets"),
  region: z.string().describe("region whose price is paid"),
  unit: z.string().nullable().describe("null where there is no price"),
  quantity: z.number().nullable().describe("of a month; null where it depends on use that nobody stated"),
  share: z.number().describe("share of the price that is paid: less than 1 on spot"),
  monthlyUsd: Usd.nullable().describe("null where price or quantity are missing"),
  assumption: z.string().nullable().describe("what the quantity rests on, where that is no input of the resource"),
  source: z.string().nullable(),
  date: z.string().nullable().describe("day of the source"),
});

const CostedResource = z.strictObject({
  stack: z.string(),
  urn: z.string(),
  type: z.string(),
  name: z.string(),
  region: z.string().describe("region whose prices hold; global for what has none"),
  component: z.string().nullable().describe("type and name of the outermost component around it"),
  tags: z.record(z.string(), z.string()).describe("the tags that were asked for"),
  monthlyUsd: Usd.describe("USD a month, as far as it is known"),
  lines: z.array(CostLine),
  unpriced: z.string().nullable().describe("why nothing of it can be priced"),
});

const Shares = z.array(z.strictObject({ name: z.string(), monthlyUsd: Usd })).describe("dearest first");

const CostChange = z.strictObject({
  urn: z.string(),
  stack: z.string(),
  type: z.string(),
  name: z.string(),
  beforeUsd: Usd.nullable().describe("null where the resource was not there"),
  afterUsd: Usd.nullable().describe("null where the resource is gone"),
});

/** What `planner cost --format json` prints. The version changes when a field changes its meaning or goes. */
export const CostDocument = z.strictObject({
  version: z.literal(1),
  environment: z.string().nullable(),
  asOf: z.string().describe("day on which the age of prices is judged"),
  pricesOf: z.string().nullable().describe("region whose prices are paid everywhere; null where each pays its own"),
  resources: z.array(CostedResource).describe("every billed resource, by stack, a parent before its children"),
  totals: z.strictObject({
    monthlyUsd: Usd,
    fixedUsd: Usd,
    usageUsd: Usd,
    perOrderUsd: z.number().nullable().describe("null where the usage file does not state the orders"),
    byStack: Shares,
    byComponent: Shares,
    byTag: z.record(z.string(), Shares).describe("for each tag that was asked for"),
  }),
  coverage: z.array(z.strictObject({ region: z.string(), billed: z.int(), priced: z.int() })),
  oldSources: z.array(z.strictObject({ source: z.string(), date: z.string() })).describe("older than 180 days"),
  carbon: z
    .strictObject({
      kilograms: Kilograms,
      kilowattHours: z.number(),
      known: z.int().describe("billed resources whose machines and grid are known, wholly or in part"),
      unknown: z.int().describe("billed resources of which neither is: they are in no sum"),
      byTag: z.record(z.string(), z.array(z.strictObject({ name: z.string(), kilograms: Kilograms }))),
      source: z.string(),
      comparedOn: z.string().describe("day on which the factors were compared with their source"),
    })
    .describe("power that machines and stored data take, at the intensity of each region's grid"),
  budgets: z
    .array(
      z.strictObject({
        urn: z.string(),
        name: z.string(),
        of: z.string().describe("what it is about: `environment prod`"),
        limitUsd: Usd.nullable(),
        estimatedUsd: Usd.nullable(),
        resources: z.int(),
        unpriced: z.int().describe("of these, resources that lack a price or a stated use"),
        verdict: z.enum(["within", "exceeded", "undecided"]),
        because: z.string().nullable(),
      }),
    )
    .describe("budgets of the plans, held against the estimate; one that is exceeded ends the command with 1"),
  recommendations: z
    .array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        risk: z.string().describe("what can go wrong, or has to be true"),
        savingUsd: Usd.describe("USD a month, as far as it is known"),
        advice: z.array(
          z.strictObject({
            urn: z.string(),
            stack: z.string(),
            change: z.string(),
            savingUsd: Usd.nullable().describe("null where a price is missing, or it depends on what nobody stated"),
          }),
        ),
      }),
    )
    .nullable()
    .describe("largest saving first; savings do not add up where they meet; null where none were asked for"),
  difference: z
    .strictObject({ from: z.string(), beforeUsd: Usd, afterUsd: Usd, changes: z.array(CostChange) })
    .nullable()
    .describe("against earlier plans; null where none were named"),
});

/** One JSON document for an estimate. */
export type CostDocument = z.infer<typeof CostDocument>;

/** One resource of a {@link CostDocument}. */
export type CostedResource = CostDocument["resources"][number];

/** JSON Schema of a {@link CostDocument}, as `planner/cost.schema.json` holds it. */
export function costJsonSchema(): Record<string, unknown> {
  return { title: "Document of `planner cost --format json`", ...z.toJSONSchema(CostDocument) };
}

/** An estimate, and what it is an estimate of. */
export interface Estimated {
  readonly plans: readonly Plan[];
  readonly costs: readonly ResourceCost[];
}

/** What a document is asked for. */
export interface CostQuestion {
  readonly environment: string | null;
  readonly asOf: string;
  /** Region whose prices are paid everywhere; `null` where each resource pays its own region's. */
  readonly pricesOf: string | null;
  /** Tags to add up by. */
  readonly tags: readonly string[];
  /** Orders of a month. */
  readonly orders: number | undefined;
  /** What would make it cheaper, where that is asked for. */
  readonly recommended?: readonly Recommended[];
  /** Earlier side to compare with. */
  readonly earlier?: Estimated & { readonly from: string };
}

/** Composes the document of an estimate. */
export function costDocument({ plans, costs }: Estimated, question: CostQuestion): CostDocument {
  const { environment, asOf, pricesOf, tags, orders, recommended, earlier } = question;
  const components = componentsOf(plans);
  const lines = costs.flatMap((cost) => cost.lines);
  const total = sumOf(lines);
  return {
    version: 1,
    environment,
    asOf,
    pricesOf,
    resources: costs.map((cost) => resourceOf(cost, components, tags)),
    totals: {
      monthlyUsd: total,
      fixedUsd: sumOf(lines.filter(({ basis }) => basis === "fixed")),
      usageUsd: sumOf(lines.filter(({ basis }) => basis === "usage")),
      perOrderUsd: orders === undefined || orders === 0 ? null : total / orders,
      byStack: shares(costs, ({ stack }) => stack),
      byComponent: shares(costs, ({ stack, resource }) => `${stack}  ${components.get(resource.urn) ?? "(none)"}`),
      byTag: Object.fromEntries(
        tags.map((tag) => [tag, shares(costs, ({ resource }) => tagOf(resource, tag) ?? "(untagged)")]),
      ),
    },
    coverage: [...coverageOf(costs)],
    oldSources: [...oldSources(costs, asOf)],
    carbon: carbonSection(costs, tags),
    budgets: budgetVerdicts(plans, costs).map((verdict) => ({ ...verdict })),
    recommendations: recommended?.map(({ advice, ...one }) => ({ ...one, advice: [...advice] })) ?? null,
    difference: earlier === undefined ? null : differenceOf(costs, earlier),
  };
}

function sumOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { usd }) => sum + (usd ?? 0), 0);
}

function shares(
  costs: readonly ResourceCost[],
  nameOf: (cost: ResourceCost) => string,
): CostDocument["totals"]["byStack"] {
  return sharesBy(costs, nameOf).map(({ name, usd }) => ({ name, monthlyUsd: usd }));
}

function resourceOf(
  cost: ResourceCost,
  components: ReadonlyMap<string, string>,
  tags: readonly string[],
): CostedResource {
  const { stack, resource, region, lines, unpriced } = cost;
  const carried = tags.flatMap((tag) => {
    const value = tagOf(resource, tag);
    return value === undefined ? [] : [[tag, value] as const];
  });
  return {
    stack,
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    region,
    component: components.get(resource.urn) ?? null,
    tags: Object.fromEntries(carried),
    monthlyUsd: usdOf(cost),
    lines: lines.map((line) => lineOf(line, region)),
    unpriced: unpriced ?? null,
  };
}

function lineOf(line: Line, home: string): CostedResource["lines"][number] {
  const { name, basis, meter, price } = line;
  const origin = price === undefined ? NO_PRICE : { unit: price.unit, source: price.source, date: price.date };
  return { name, basis, meter, region: line.region ?? home, ...quantityOf(line), ...origin };
}

const NO_PRICE = { unit: null, source: null, date: null };

function quantityOf({ quantity, share = 1, usd, assumption }: Line) {
  return { quantity: quantity ?? null, share, monthlyUsd: usd ?? null, assumption: assumption ?? null };
}

/** What costs another sum than before; a cent and less is no change. */
function differenceOf(
  costs: readonly ResourceCost[],
  earlier: NonNullable<CostQuestion["earlier"]>,
): NonNullable<CostDocument["difference"]> {
  const before = new Map(earlier.costs.map((cost) => [cost.resource.urn, cost]));
  const after = new Map(costs.map((cost) => [cost.resource.urn, cost]));
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((urn) => {
    const [old, now] = [before.get(urn), after.get(urn)];
    const known = now ?? old;
    const [beforeUsd, afterUsd] = [old, now].map((cost) => (cost === undefined ? null : usdOf(cost)));
    const isSame = Math.abs((beforeUsd ?? 0) - (afterUsd ?? 0)) < CENT;
    return known === undefined || isSame
      ? []
      : [{ ...identityOf(known), beforeUsd: beforeUsd ?? null, afterUsd: afterUsd ?? null }];
  });
  return {
    from: earlier.from,
    beforeUsd: earlier.costs.reduce((sum, cost) => sum + usdOf(cost), 0),
    afterUsd: costs.reduce((sum, cost) => sum + usdOf(cost), 0),
    changes: changes.toSorted((left, right) => Math.abs(deltaOf(right)) - Math.abs(deltaOf(left))),
  };
}

const CENT = 0.01;

function identityOf({ stack, resource: { urn, type, name } }: ResourceCost) {
  return { urn, stack, type, name };
}

/** What a change adds to the month. */
export function deltaOf({
  beforeUsd,
  afterUsd,
}: {
  readonly beforeUsd: number | null;
  readonly afterUsd: number | null;
}): number {
  return (afterUsd ?? 0) - (beforeUsd ?? 0);
}
