import type { DiffDocument } from "../../../../planner/diff/diff-document";
import type { EnvironmentStack } from "../../../../planner/environment";
import type { Finding } from "../../../../planner/finding";
import type { Plan, PlannedResource, Properties } from "../../../../planner/plan";
import type { ComparisonDocument } from "../../../../planner/report/comparison/document";
import type { CostDocument } from "../../../../planner/report/cost/document";
import type { Reported } from "../../../../planner/report/html/compose";
import type { JudgedStack } from "../../../../planner/report/preview";
import type { ReportedWay, ResidencyDocument } from "../../../../planner/report/residency/document";
import type { SimulationDocument } from "../../../../planner/report/simulation/document";

/** What would run if any text were read as markup. */
export const HOSTILE = `</script><img src=x onerror="document.title='owned'"><!--<script>`;

const PROJECT = "shop";

/** Name of a resource as the plan has it. */
export function urnOf(stack: string, type: string, name: string): string {
  return `urn:pulumi:${stack}::${PROJECT}::${type}::${name}`;
}

interface Row {
  readonly type: string;
  readonly name: string;
  readonly kind?: PlannedResource["kind"];
  readonly parent?: string;
  readonly region?: string;
  readonly inputs?: Properties;
}

function resource(stack: string, { type, name, kind = "custom", parent, region, inputs = {} }: Row): PlannedResource {
  return {
    urn: urnOf(stack, type, name),
    type,
    name,
    kind,
    ...(parent !== undefined && { parent }),
    ...(region !== undefined && { region }),
    inputs,
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    options: {},
  };
}

function plan(stack: string, rows: readonly Row[]): Plan {
  const root: Row = { type: "pulumi:pulumi:Stack", name: `${PROJECT}-${stack}`, kind: "component" };
  return {
    version: 1,
    organization: "organization",
    project: PROJECT,
    stack,
    mode: "as-applied",
    resources: [root, ...rows].map((row) => resource(stack, row)),
    outputs: {},
    references: [],
    diagnostics: [],
  };
}

function described(name: string, place: Partial<EnvironmentStack>): EnvironmentStack {
  return { name, kind: "region", region: "", account: "", allowedRegions: [], references: [], config: {}, ...place };
}

/** A region's stack: a component with a queue in it, and as many further queues as are asked for. */
function regionStack(name: string, place: { partition: string; region: string; queues: number }): JudgedStack {
  const { partition, region, queues } = place;
  const root = urnOf(name, "pulumi:pulumi:Stack", `${PROJECT}-${name}`);
  const component = urnOf(name, "inventory:queue:Queue", "orders");
  const many = Array.from({ length: queues }, (_, index) => `orders-${index}`);
  return {
    plan: plan(name, [
      { type: "inventory:queue:Queue", name: "orders", kind: "component", parent: root },
      ...["orders-queue", ...many].map((queue) => {
        return { type: "aws:sqs/queue:Queue", name: queue, parent: component, region, inputs: { name: queue } };
      }),
    ]),
    described: described(name, { partition, region, role: "primary" }),
    findings: [],
  };
}

/** What a report of two partitions is made of; `text` stands wherever a plan or a file can bring its own words. */
export function reported(text = "text", queues = 0): Reported & { readonly cost: CostDocument } {
  const finding: Finding = {
    pack: "kit",
    policy: "queue-require-encryption",
    level: "mandatory",
    severity: "high",
    urn: urnOf("prod-eu-west-1", "aws:sqs/queue:Queue", "orders-queue"),
    message: `kmsMasterKeyId is missing ${text}`,
    remediation: `set kmsMasterKeyId ${text}`,
  };
  const eu = regionStack("prod-eu-west-1", { partition: "eu", region: "eu-west-1", queues });
  const advisory: Finding = { ...finding, policy: "tag-warn-owner", level: "advisory", severity: "low" };
  const hostile: Row = {
    type: "aws:ssm/parameter:Parameter",
    name: text,
    region: "eu-west-1",
    inputs: { value: text },
  };
  const first = { ...eu, plan: { ...eu.plan, resources: [...eu.plan.resources, resource("prod-eu-west-1", hostile)] } };
  return {
    environment: text === "text" ? "prod" : text,
    asOf: "2026-11-27",
    stacks: [
      {
        plan: plan("prod-global", [{ type: "aws:route53/zone:Zone", name: "zone" }]),
        described: described("prod-global", { kind: "global" }),
        findings: [],
      },
      { ...first, findings: [finding, advisory] },
      regionStack("prod-eu-north-1", { partition: "eu", region: "eu-north-1", queues }),
      regionStack("prod-us-east-1", { partition: "us", region: "us-east-1", queues }),
    ],
    residency: residency(text),
    cost: cost(text),
    simulations: [simulation(text)],
    patterns: patterns(text),
    difference: difference(text),
  };
}

function way(leadsTo: string, given: Partial<ReportedWay>): ReportedWay {
  const urn = urnOf("prod-eu-west-1", "aws:sqs/queue:Queue", "orders-queue");
  const own = { zone: "eu", stack: "prod-eu-west-1", urn, input: "policy", kind: "rights", verdict: "kept" } as const;
  return { ...own, leadsTo, because: "it says so", ...given };
}

function zone(
  name: string,
  place: { regions: string[]; account: string; text: string },
): ResidencyDocument["zones"][number] {
  return {
    name,
    verdict: name === "eu" ? "leaks" : "proven",
    regime: `${name}-regime`,
    title: `Law of ${name} ${place.text}`,
    storage: null,
    transfer: null,
    source: null,
    reviewedOn: null,
    regions: place.regions,
    accounts: [place.account],
    markets: [],
    tenants: [],
    ways: { kept: 0, declared: 0, free: 0, leaves: 0, undecided: 0 },
  };
}

/** A proof with a way of every kind of end. */
export function residency(text = "text"): ResidencyDocument {
  const ways = [
    way("itself", {}),
    way("eu-west-1", { kind: "place" }),
    way("orders-queue in eu-north-1", { kind: "replica" }),
    way("account 222222222222", {}),
    way("account 333333333333", { verdict: "declared", kind: "trust" }),
    way("orders of us", { verdict: "leaves", because: `outside ${text}` }),
    way(`hooks.example.com ${text}`, { verdict: "leaves", kind: "destination" }),
    way("90 days", { verdict: "undecided", kind: "retention" }),
    way("ap-south-1", { verdict: "leaves", kind: "place" }),
  ];
  return {
    version: 1,
    environment: "prod",
    stacks: [],
    verdict: "leaks",
    zones: [
      zone("eu", { regions: ["eu-west-1", "eu-north-1"], account: "222222222222", text }),
      zone("us", { regions: ["us-east-1"], account: "333333333333", text }),
    ],
    holders: [
      { zone: "eu", stack: "prod-eu-west-1", urn: "urn", holds: "channel", dataClass: "personal", region: "eu-west-1" },
    ],
    ways,
    schemas: [],
    summary: { ways: ways.length, leaves: 3, undecided: 1 },
  };
}

function cost(text: string): CostDocument {
  const line = { name: "requests", basis: "usage", meter: "sqs:request", region: "eu-west-1", share: 1 } as const;
  const priced = { ...line, unit: "request", quantity: 10, assumption: null, source: "list", date: "2026-11-01" };
  const urn = urnOf("prod-eu-west-1", "aws:sqs/queue:Queue", "orders-queue");
  const known = { stack: "prod-eu-west-1", region: "eu-west-1", tags: { feature: text }, unpriced: null };
  const resources = [
    {
      ...known,
      urn,
      type: "aws:sqs/queue:Queue",
      name: "orders-queue",
      component: "inventory:queue:Queue orders",
      monthlyUsd: 30.504,
      lines: [{ ...priced, monthlyUsd: 30.504 }],
    },
    {
      ...known,
      urn: `${urn}-2`,
      type: "aws:sns/topic:Topic",
      name: text,
      component: null,
      monthlyUsd: 10,
      lines: [{ ...priced, monthlyUsd: 10 }],
    },
    {
      ...known,
      urn: `${urn}-3`,
      type: "aws:sqs/queue:Queue",
      name: "free",
      component: null,
      monthlyUsd: 0,
      lines: [{ ...priced, unit: null, source: null, date: null, monthlyUsd: null }],
    },
  ];
  return {
    version: 1,
    environment: "prod",
    asOf: "2026-11-27",
    pricesOf: null,
    resources,
    totals: {
      monthlyUsd: 40.504,
      fixedUsd: 0,
      usageUsd: 40.504,
      perOrderUsd: 0.01,
      byStack: [],
      byComponent: [],
      byTag: { channel: [], feature: [] },
    },
    coverage: [{ region: "eu-west-1", billed: 3, priced: 2 }],
    oldSources: [],
    carbon: { kilograms: 0, kilowattHours: 0, known: 0, unknown: 0, byTag: {}, source: "", comparedOn: "2026-11-01" },
    budgets: [],
    recommendations: null,
    difference: {
      from: "main",
      beforeUsd: 30,
      afterUsd: 40.504,
      changes: [
        { urn, stack: "prod-eu-west-1", type: "aws:sqs/queue:Queue", name: text, beforeUsd: null, afterUsd: 10 },
      ],
    },
  };
}

function simulation(text: string): SimulationDocument {
  const seconds = Array.from({ length: 40 }, (_, index) => index * 15);
  return {
    version: 1,
    stack: `prod-us-east-1 ${text}`,
    peak: { times: 20, fromSecond: 60, rampSeconds: 60, holdSeconds: 240 },
    workloads: [
      {
        name: `allocation ${text}`,
        longestWaitSeconds: 103,
        drainedAfterSeconds: null,
        mostPods: 12,
        turns: 1,
        ...({ carriedBy: "pods", rejected: 0, lost: 0, redone: 0, bottleneck: null } as const),
        failures: [`waits 103 s ${text}`],
        moments: seconds.map((second) => ({
          second,
          arriving: 40,
          waiting: Math.max(0, 300 - Math.abs(second - 200)),
          waitSeconds: 0,
          latencySeconds: 0,
          rejected: 0,
          limitedBy: null,
          readyPods: second < 200 ? 2 : 12,
          pods: 12,
          wanted: second < 150 ? 2 : 12,
        })),
      },
    ],
    ...{ campaigns: [], events: [], costs: null },
    summary: { failures: 1 },
  };
}

/** Two sides, of which one has no limit that is known. */
export function patterns(text = "text"): ComparisonDocument {
  const side = {
    note: null,
    scale: 1,
    monthlyUsd: 1200,
    perOrderUsd: 0.0012,
    workUsd: 300,
    workAndDatabaseUsd: 800,
    unpriced: 2,
    headroom: 2.5,
    breaksFirst: { what: `writes ${text}`, input: "maxCapacity", bound: 10, asked: 4 },
    sale: null,
    latency: { looks: "a cache", reservations: `a transaction ${text}` },
    complexity: { resources: 300, services: 20 },
  };
  const cut = { of: `all ${text}`, baselineUsd: 1200, sideUsd: 600, percent: 50, verdict: "holds" } as const;
  return {
    version: 1,
    assumptions: [],
    formulas: [],
    sides: [
      { ...side, side: `serverless ${text}` },
      { ...side, side: "always on", headroom: null, breaksFirst: null },
    ],
    claims: [
      {
        ...{ claim: `cuts ${text}`, side: "serverless", baseline: "always on", scale: 1 },
        ...{ leastPercent: 40, mostPercent: 70, cuts: [cut, { ...cut, of: "work", verdict: "does not hold" }] },
      },
    ],
  };
}

function difference(text: string): DiffDocument {
  const counts = { create: 1, update: 1, replace: 0, delete: 0, same: 3, blocked: 0 };
  const urn = urnOf("prod-eu-west-1", "aws:sqs/queue:Queue", "orders-queue");
  const queue = { type: "aws:sqs/queue:Queue", kind: "custom", reasons: [], options: [] } as const;
  return {
    version: 1,
    before: "main",
    after: "prod",
    stacks: [
      {
        name: "organization/shop/prod-eu-west-1",
        resources: [
          { ...queue, operation: "create", urn, name: text, reasons: [], options: [], changes: [] },
          {
            ...queue,
            operation: "update",
            urn,
            name: "orders-queue",
            reasons: [],
            options: [],
            changes: [{ path: "delaySeconds", kind: "changed", before: 0, after: text }],
          },
        ],
        outputs: [],
        undetermined: 0,
        counts,
      },
    ],
    counts,
  };
}
