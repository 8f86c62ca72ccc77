import type { PriceSheet } from "../../../facts";
import { estimate, type ResourceCost } from "../../../planner/cost/estimate";
import { PriceBook } from "../../../planner/cost/price-book";
import { Usage } from "../../../planner/cost/usage";
import type { UsageFile } from "../../../planner/cost/usage-schema";
import type { Plan, PlannedResource, Properties } from "../../../planner/plan";

/** What a test says of a resource; the rest is filled in. */
export interface Sketch {
  readonly type: string;
  readonly name?: string;
  readonly id?: string;
  /** Default `us-east-1`; `null` for what has none. */
  readonly region?: string | null;
  readonly inputs?: Properties;
  readonly parent?: string;
}

/** A stack of some resources. */
export function planOf(sketches: readonly Sketch[], stack = "test-us-east-1"): Plan {
  return {
    version: 1,
    organization: "organization",
    project: "shop",
    stack,
    mode: "as-applied",
    resources: sketches.map((sketch) => resourceOf(sketch, stack)),
    outputs: {},
    references: [],
    diagnostics: [],
  };
}

/** The URN of a sketched resource. */
export function urnOf(type: string, name: string, stack = "test-us-east-1"): string {
  return `urn:pulumi:${stack}::shop::${type}::${name}`;
}

function resourceOf(
  { type, name = "it", id, region = "us-east-1", inputs = {}, parent }: Sketch,
  stack: string,
): PlannedResource {
  return {
    urn: urnOf(type, name, stack),
    type,
    name,
    kind: type.startsWith("shop:") ? "component" : "custom",
    ...(id !== undefined && { id }),
    ...(region !== null && { region }),
    ...(parent !== undefined && { parent }),
    inputs,
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    options: {},
  };
}

/** A usage file that says one thing of each type. */
export function usageOf(monthly: Readonly<Record<string, Readonly<Record<string, number>>>>): UsageFile {
  return { usage: Object.entries(monthly).map(([type, keys]) => ({ type, because: "a test", monthly: { ...keys } })) };
}

/** Prices of these meters in us-east-1. */
export function sheetOf(prices: PriceSheet["prices"], region = "us-east-1"): PriceSheet {
  return { source: "a test", licence: "none", date: "2026-11-01", region, prices };
}

/** Estimates some sketches by these prices. */
export function costsOf(
  sketches: readonly Sketch[],
  {
    prices = {},
    usage = { usage: [] },
    savings = {},
  }: {
    readonly prices?: PriceSheet["prices"];
    readonly usage?: UsageFile;
    readonly savings?: Readonly<Record<string, number>>;
  } = {},
): readonly ResourceCost[] {
  const rows = Object.entries(savings).map(([type, savingPercent]) => [type, { savingPercent, interruptionBand: 0 }]);
  return estimate([planOf(sketches)], {
    book: new PriceBook([sheetOf(prices)]),
    market: {
      source: "a test",
      date: "2026-11-01",
      interruptionBands: ["<5%"],
      regions: { "us-east-1": Object.fromEntries(rows) },
    },
    usage: new Usage(usage),
    asOf: "2026-11-26",
  });
}
