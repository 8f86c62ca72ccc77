/**
 * What goes into the page of `planner report`: plain data, made here and drawn in the browser by `planner/report/page`. It
 * imports nothing, so that both sides can read it.
 */

/** What is said of a way that data can take; the last two are findings. */
export type WayVerdict = "kept" | "declared" | "free" | "leaves" | "undecided";

/** What is said of a partition, and of all of them. */
export type ZoneVerdict = "proven" | "leaks" | "undecided";

/** The whole page. */
export interface PageData {
  /** Environment, or the stacks that were named. */
  readonly title: string;
  /** Day that exemptions and prices are held against. */
  readonly asOf: string;
  readonly summary: PageSummary;
  readonly map: PageMap;
  readonly stacks: readonly PageStack[];
  readonly findings: readonly PageFinding[];
  readonly money: PageMoney;
  readonly simulations: readonly PageSimulation[];
  /** Absent where no earlier plans were named. */
  readonly difference?: PageDifference;
}

/** The page in a few numbers. */
export interface PageSummary {
  readonly resources: number;
  readonly components: number;
  readonly mandatory: number;
  readonly advisory: number;
  readonly exempted: number;
  /** `null` where nobody names a partition. */
  readonly residency: ZoneVerdict | null;
  readonly ways: number;
}

/** Partitions, the places in them, and what flows between them. */
export interface PageMap {
  readonly zones: readonly PageZone[];
  readonly places: readonly PagePlace[];
  readonly flows: readonly PageFlow[];
}

/** A residency partition. */
export interface PageZone {
  readonly name: string;
  readonly verdict: ZoneVerdict;
  /** Law and jurisdiction, or the regime's key. */
  readonly regime: string;
  readonly tenants: readonly string[];
  readonly markets: readonly string[];
}

/** Where something lies: a region of a partition, the stack of no region, or what is outside of all of them. */
export interface PagePlace {
  readonly id: string;
  readonly kind: "global" | "region" | "outside";
  /** Partition; `null` for what belongs to none. */
  readonly zone: string | null;
  readonly label: string;
  readonly role: string | null;
  readonly resources: number;
  /** Stores, caches, channels, backups, logs, keys. */
  readonly holders: Readonly<Record<string, number>>;
  /** Ways that end where they begin, by verdict. */
  readonly inside: Readonly<Record<WayVerdict, number>>;
}

/** All ways from one end to another. An end is the id of a place, or `zone:` and the name of a partition. */
export interface PageFlow {
  readonly from: string;
  readonly to: string;
  /** The gravest verdict among its ways. */
  readonly verdict: WayVerdict;
  readonly ways: readonly PageWay[];
}

/** One way that was followed. */
export interface PageWay {
  readonly stack: string;
  readonly resource: string;
  readonly input: string;
  readonly kind: string;
  readonly verdict: WayVerdict;
  readonly leadsTo: string;
  readonly because: string;
}

/** A stack and its resources. */
export interface PageStack {
  readonly name: string;
  /** Kind, partition, region and role, as far as they are known. */
  readonly place: string;
  /** A parent before its children. Their inputs stand in a block of their own, in the same order. */
  readonly resources: readonly PageResource[];
}

/** One resource of a stack. */
export interface PageResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly isComponent: boolean;
  /** Index of its parent in the stack; -1 at the top. */
  readonly parent: number;
  readonly region: string | null;
  readonly isProtected: boolean;
  /** USD a month; `null` where it is not billed or has no price. */
  readonly monthlyUsd: number | null;
  /** Indices of the findings about it. */
  readonly findings: readonly number[];
  readonly dependencies: number;
}

/** What a judge has to say. */
export interface PageFinding {
  readonly policy: string;
  readonly standing: "mandatory" | "advisory" | "exempted";
  readonly severity: string | null;
  readonly stack: string;
  readonly urn: string;
  readonly resource: string;
  readonly message: string;
  readonly fix: string | null;
  /** What exempts it. */
  readonly exemption: string | null;
}

/** Costs of a month. */
export interface PageMoney {
  /** Region whose prices are paid everywhere; `null` where each resource pays its own region's. */
  readonly pricesOf: string | null;
  readonly monthlyUsd: number;
  readonly fixedUsd: number;
  readonly usageUsd: number;
  readonly perOrderUsd: number | null;
  /** Tags that money can be grouped by. */
  readonly tags: readonly string[];
  /** Billed resources that cost something. */
  readonly costs: readonly PageCost[];
  readonly coverage: readonly { readonly region: string; readonly billed: number; readonly priced: number }[];
  /** Prices and use that are missing. */
  readonly gaps: readonly { readonly what: string; readonly count: number }[];
  /** Absent where no earlier plans were named. */
  readonly difference?: {
    readonly beforeUsd: number;
    readonly afterUsd: number;
    readonly changes: readonly PageCostChange[];
  };
  /** Absent where no comparison of patterns was given. */
  readonly patterns?: PagePatterns;
}

/** Architectures on one load. */
export interface PagePatterns {
  readonly sides: readonly PageSide[];
  readonly claims: readonly PageClaim[];
}

/** One architecture at one scale of the load. */
export interface PageSide {
  readonly name: string;
  readonly note: string | null;
  /** Times the load. */
  readonly scale: number;
  readonly monthlyUsd: number;
  readonly perOrderUsd: number;
  /** How often over the busiest second is carried; `null` where no limit is known. */
  readonly headroom: number | null;
  readonly breaksFirst: string | null;
  readonly looks: string;
  readonly reservations: string;
  readonly resources: number;
  readonly services: number;
  readonly unpriced: number;
}

/** A claim about what one side saves against another, computed. */
export interface PageClaim {
  readonly claim: string;
  readonly sides: string;
  readonly cuts: readonly { readonly of: string; readonly percent: number; readonly verdict: string }[];
}

/** What a resource costs. */
export interface PageCost {
  readonly stack: string;
  readonly component: string;
  readonly type: string;
  readonly name: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly monthlyUsd: number;
}

/** A resource that costs another sum than before. */
export interface PageCostChange {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly beforeUsd: number | null;
  readonly afterUsd: number | null;
}

/** A load that was run through a stack. */
export interface PageSimulation {
  readonly stack: string;
  readonly times: number;
  readonly fromSecond: number;
  readonly untilSecond: number;
  readonly workloads: readonly PageWorkload[];
}

/** One workload under a load; its curves have one value for each of the seconds. */
export interface PageWorkload {
  readonly name: string;
  /** What carries its things out: pods, or calls of a function. */
  readonly carriedBy: "pods" | "calls";
  readonly longestWaitSeconds: number;
  readonly drainedAfterSeconds: number | null;
  readonly mostPods: number;
  readonly failures: readonly string[];
  readonly seconds: readonly number[];
  readonly arriving: readonly number[];
  readonly waiting: readonly number[];
  readonly readyPods: readonly number[];
  readonly wantedPods: readonly number[];
}

/** What an update would do. */
export interface PageDifference {
  readonly before: string;
  readonly after: string;
  readonly counts: Readonly<Record<"create" | "update" | "replace" | "delete" | "same" | "blocked", number>>;
  readonly changes: readonly PageChange[];
}

/** What becomes of one resource, or of the outputs of a stack. */
export interface PageChange {
  readonly operation: string;
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  /** Why it is replaced, and what else there is to say. */
  readonly remarks: readonly string[];
  /** `path: before → after`. */
  readonly properties: readonly string[];
}
