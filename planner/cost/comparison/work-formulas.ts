import { NODE_POOL, poolsFor } from "../../resource/pods";
import { ResourceReader } from "../../resource/reader";
import type { Formula, FormulaInput } from "./formulas";
import { originLooks } from "./surroundings";

const FUNCTION = "aws:lambda/function:Function";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const SCALERS = [
  { type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler", least: "spec.minReplicas", most: "spec.maxReplicas" },
  { type: "kubernetes:keda.sh/v1alpha1:ScaledObject", least: "spec.minReplicaCount", most: "spec.maxReplicaCount" },
] as const;

/** Pods in the mean: as many as the rate of each phase takes, between the bounds of the autoscaler. */
function pods({ load, side, resource }: FormulaInput, podsAt: (ordersPerSecond: number) => number): number {
  const name = resource.text("metadata.name");
  const [scaler] = SCALERS.flatMap(({ type, least, most }) =>
    side
      .ofType(type)
      .filter((one) => one.text("spec.scaleTargetRef.name", "") === name)
      .map((one) => ({ least: one.number(least, 0), most: one.number(most) })),
  );
  const { least, most } = scaler ?? { least: 1, most: Infinity };
  return load.meanOf((rate) => Math.min(most, Math.max(least, Math.ceil(podsAt(rate)))));
}

/** How what answers, reserves, projects and reconciles is used. */
export const WORK_FORMULAS: readonly Formula[] = [
  {
    type: FUNCTION,
    named: /^lookup/,
    key: "monthlyRequests",
    formula: "orders × looksPerOrder × (1 − edgePercent)",
    of: ({ load, side }) => load.orders * load.of("looksPerOrder") * side.missesOf(load, "edge"),
  },
  { type: FUNCTION, named: /^lookup/, key: "durationMs", formula: "lookMs", of: ({ load }) => load.of("lookMs") },
  {
    type: FUNCTION,
    named: /^reserve/,
    key: "monthlyRequests",
    formula: "orders × reservationsPerOrder",
    of: ({ load }) => load.orders * load.of("reservationsPerOrder"),
  },
  {
    type: FUNCTION,
    named: /^reserve/,
    key: "durationMs",
    formula: "reserveMs",
    of: ({ load }) => load.of("reserveMs"),
  },
  {
    type: FUNCTION,
    named: /^project/,
    key: "monthlyRequests",
    formula: "orders × eventsPerOrder / eventsPerBatch",
    of: ({ load }) => (load.orders * load.of("eventsPerOrder")) / load.of("eventsPerBatch"),
  },
  {
    type: FUNCTION,
    named: /^project/,
    key: "durationMs",
    formula: "projectMs",
    of: ({ load }) => load.of("projectMs"),
  },
  {
    type: DEPLOYMENT,
    named: /^availability/,
    key: "averageReplicas",
    formula: "looks of a second past the edge / looksPerPodSecond, between min and max, over the hours of each rate",
    of: (input) =>
      pods(input, (rate) => originLooks(input.load, input.side, rate) / input.load.of("looksPerPodSecond")),
  },
  {
    type: DEPLOYMENT,
    named: /^allocation/,
    key: "averageReplicas",
    formula: "reservations of a second / reservationsPerPodSecond, between min and max, over the hours of each rate",
    of: (input) =>
      pods(input, (rate) => (rate * input.load.of("reservationsPerOrder")) / input.load.of("reservationsPerPodSecond")),
  },
  {
    type: DEPLOYMENT,
    named: /^projector/,
    key: "averageReplicas",
    formula: "events of a second / eventsPerPodSecond, between min and max, over the hours of each rate",
    of: (input) =>
      pods(input, (rate) => (rate * input.load.of("eventsPerOrder")) / input.load.of("eventsPerPodSecond")),
  },
  {
    type: "aws:batch/computeEnvironment:ComputeEnvironment",
    key: "vcpuHours",
    formula: "0: the other kinds of machines stand by",
    of: () => 0,
  },
  {
    type: "aws:batch/computeEnvironment:ComputeEnvironment",
    named: /spot-arm64/,
    key: "vcpuHours",
    formula: "nights × nightVcpuHours × scale",
    of: nightVcpuHours,
  },
  {
    type: NODE_POOL,
    key: "vcpuHours",
    formula: "nights × nightVcpuHours × scale in the pool that the job's pods go to, otherwise 0",
    of: (input) => (carriesNight(input) ? nightVcpuHours(input) : 0),
  },
  {
    type: "aws:scheduler/schedule:Schedule",
    key: "monthlyInvocations",
    formula: "nights",
    of: ({ load }) => load.of("nights"),
  },
  {
    type: "aws:lb/loadBalancer:LoadBalancer",
    key: "capacityUnits",
    formula: "requests of a second / 25: as many new connections as a unit holds, none kept open",
    of: ({ load, side }) =>
      load.meanOf((rate) => (originLooks(load, side, rate) + rate * load.of("reservationsPerOrder")) / 25),
  },
];

function nightVcpuHours({ load }: FormulaInput): number {
  return load.of("nights") * load.of("nightVcpuHours") * load.scale;
}

/** Whether the pods of the nightly job go to this pool. */
function carriesNight({ side, resource }: FormulaInput): boolean {
  const pools = side.ofType(NODE_POOL);
  return side.ofType("kubernetes:batch/v1:CronJob").some((job) => {
    const template = job.read("spec.jobTemplate");
    const isMap = typeof template === "object" && template !== null && !Array.isArray(template);
    const pods = new ResourceReader({ ...job.resource, inputs: isMap ? { ...template } : {} });
    return poolsFor(pods, pools)[0]?.resource.urn === resource.resource.urn;
  });
}
