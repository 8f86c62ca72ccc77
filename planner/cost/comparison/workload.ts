import { z } from "zod";
import { HOURS_OF_A_MONTH } from "../../../facts";
import { fields, lineOfText } from "../../project/shape";

const because = lineOfText("1 to 200 characters").describe("Where the number comes from, for people.");
const assumed = fields({
  is: z.number({ error: "a number from 0" }).min(0, { error: "a number from 0" }),
  because,
});

/** What is assumed of a load, and in which unit. */
export const ASSUMPTIONS = {
  orders: "orders of an ordinary month at 1×",
  looksPerOrder: "looks at stock for each order",
  reservationsPerOrder: "reservations for each order",
  eventsPerOrder: "events of stock for each order",
  busyHour: "times the mean rate, in the busiest hour of an ordinary day",
  sales: "flash sales of a month",
  saleHours: "hours of a sale",
  saleTimes: "times the mean rate, during a sale",
  nights: "runs of reconciliation in a month",
  nightVcpuHours: "hours of vCPUs of a run at 1×",
  nightHours: "hours in which a run has to be through",
  answerKb: "KB of an answer",
  eventKb: "KB of an event, as streams count it",
  logKb: "KB of logs for a request or an event",
  edgePercent: "percent of looks that CloudFront answers, where there is one",
  cachePercent: "percent of looks that a cache answers, where there is one",
  lookMs: "milliseconds that a function takes for a look",
  reserveMs: "milliseconds that a function takes to reserve",
  projectMs: "milliseconds that a function takes for a batch of events",
  eventsPerBatch: "events of a batch",
  looksPerPodSecond: "looks that half a vCPU answers in a second",
  reservationsPerPodSecond: "reservations that half a vCPU carries out in a second",
  eventsPerPodSecond: "events that half a vCPU projects in a second",
  reservationsPerVcpuSecond: "reservations that a vCPU of the database carries out in a second",
  acusPerVcpu: "Aurora capacity units that do what a vCPU of an instance does",
  iosPerReservation: "I/O requests of the database for each reservation",
  databaseGb: "GB that the database holds at 1×",
  tableGb: "GB that a table holds at 1×",
  partnerKb: "KB sent to marketplaces and carriers for each order",
  quietRequests: "requests to a key, a secret or a quiet bucket in a month",
  metricSeries: "series of metrics of a cluster",
} as const satisfies Record<string, string>;

/** Something that is assumed. */
export type Assumption = keyof typeof ASSUMPTIONS;

const name = lineOfText("a name");
const side = fields({
  name: name.describe("What it is called."),
  environment: name.describe("Environment of the project that is planned."),
  grown: name.optional().describe("Environment that takes its place above 1×, where its size is set by hand."),
  note: lineOfText("1 to 200 characters").optional().describe("What its costs do not hold."),
});
const claim = fields({
  claim: lineOfText("1 to 200 characters").describe("What is claimed."),
  side: name.describe("Side that is said to be cheaper."),
  baseline: name.describe("Side that it is compared with."),
  scale: z.number({ error: "a factor above 0" }).gt(0, { error: "a factor above 0" }).describe("Times the load."),
  leastPercent: z.number({ error: "percent" }).describe("What is claimed to be saved at least."),
  mostPercent: z.number({ error: "percent" }).describe("What is claimed to be saved at most."),
});

/** What a file `workload.yaml` holds. */
export const workloadSchema = fields({
  scales: z
    .array(z.number({ error: "a factor above 0" }).gt(0, { error: "a factor above 0" }), { error: "a list of factors" })
    .min(1, { error: "at least one factor" })
    .describe("Loads to compare at, as factors."),
  assumptions: z.record(z.enum(namesOf(ASSUMPTIONS)), assumed, { error: "a map of all assumptions" }),
  sides: z.array(side, { error: "a list of sides" }).min(2, { error: "at least two sides" }),
  claims: z.array(claim, { error: "a list of claims" }).default([]),
});

function namesOf<Name extends string>(map: Readonly<Record<Name, string>>): Name[] {
  return Object.keys(map).filter((key): key is Name => Object.hasOwn(map, key));
}

/** One load on several architectures. */
export type Workload = z.infer<typeof workloadSchema>;
/** One architecture of a {@link Workload}. */
export type Side = Workload["sides"][number];
/** One claim of a {@link Workload}. */
export type Claim = Workload["claims"][number];

const SECONDS_OF_AN_HOUR = 3_600;

/** Hours of a month in which the load has one rate. */
export interface Phase {
  readonly name: "ordinary" | "busy" | "sale";
  readonly hours: number;
  /** Orders of a second. */
  readonly perSecond: number;
}

/** What a workload comes to at a scale. */
export class Load {
  readonly phases: readonly Phase[];

  constructor(
    private readonly workload: Workload,
    readonly scale: number,
  ) {
    const mean = (this.of("orders") * scale) / (HOURS_OF_A_MONTH * SECONDS_OF_AN_HOUR);
    const sale = this.of("sales") * this.of("saleHours");
    const busy = DAYS_OF_A_MONTH;
    const calm = HOURS_OF_A_MONTH - sale - busy;
    // The busy hours of a day take from its others: an ordinary month has the orders that it is said to have.
    const rest = Math.max(0, (mean * (HOURS_OF_A_MONTH - sale) - mean * this.of("busyHour") * busy) / calm);
    this.phases = [
      { name: "ordinary", hours: calm, perSecond: rest },
      { name: "busy", hours: busy, perSecond: mean * this.of("busyHour") },
      { name: "sale", hours: sale, perSecond: mean * this.of("saleTimes") },
    ];
  }

  /** What is assumed, as it stands in the file. */
  of(assumption: Assumption): number {
    return this.workload.assumptions[assumption].is;
  }

  /** Orders of the month, sales included. */
  get orders(): number {
    return this.phases.reduce((sum, { hours, perSecond }) => sum + hours * SECONDS_OF_AN_HOUR * perSecond, 0);
  }

  /** Orders of the busiest second. */
  get peakPerSecond(): number {
    return Math.max(...this.phases.map(({ perSecond }) => perSecond));
  }

  /** Mean over the month of something that follows the rate of orders. */
  meanOf(atRate: (ordersPerSecond: number) => number): number {
    return this.phases.reduce((sum, { hours, perSecond }) => sum + hours * atRate(perSecond), 0) / HOURS_OF_A_MONTH;
  }
}

const DAYS_OF_A_MONTH = HOURS_OF_A_MONTH / 24;
