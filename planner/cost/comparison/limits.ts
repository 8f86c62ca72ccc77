import { auroraInstanceClassFacts, instanceShape } from "../../../facts";
import { NODE_POOL, quantityOf } from "../../resource/pods";
import type { ResourceReader } from "../../resource/reader";
import { originLooks, vcpusAt, type SideReader } from "./surroundings";
import type { Load } from "./workload";

/** Something that a plan bounds, and what the busiest second of a load asks of it. */
export interface Limit {
  /** What is bounded: `lookup, calls at once`. */
  readonly what: string;
  /** The input that bounds it. */
  readonly input: string;
  readonly bound: number;
  readonly asked: number;
}

/** What limits read. */
interface Bounded {
  readonly load: Load;
  readonly side: SideReader;
}

/** What a kind of resource bounds. */
type LimitsOf = (input: Bounded) => readonly Limit[];

/** How often over a limit carries the busiest second. */
export function headroomOf({ bound, asked }: Limit): number {
  return asked === 0 ? Infinity : bound / asked;
}

/** All limits of a side under a load, the one that is reached first before the others. */
export function limitsOf(input: Bounded): readonly Limit[] {
  return LIMITS.flatMap((limits) => limits(input))
    .filter(({ asked }) => asked > 0)
    .toSorted((left, right) => headroomOf(left) - headroomOf(right));
}

/** Things of the busiest second, by the work that carries them out. */
function peak({ load, side }: Bounded): Readonly<Record<"looks" | "reservations" | "events", number>> {
  const rate = load.peakPerSecond;
  return {
    looks: originLooks(load, side, rate),
    reservations: rate * load.of("reservationsPerOrder"),
    events: rate * load.of("eventsPerOrder"),
  };
}

const functions: LimitsOf = (input) => {
  const { load, side } = input;
  const { looks, reservations, events } = peak(input);
  const atOnce: Readonly<Record<string, number>> = {
    lookup: (looks * load.of("lookMs")) / 1e3,
    reserve: (reservations * load.of("reserveMs")) / 1e3,
    project: ((events / load.of("eventsPerBatch")) * load.of("projectMs")) / 1e3,
  };
  return side.ofType("aws:lambda/function:Function").flatMap((one) => {
    const name = one.resource.name.replace(/-function$/, "");
    const input = "reservedConcurrentExecutions";
    return one.has(input) && name in atOnce
      ? [{ what: `function ${name}, calls at once`, input, bound: one.number(input), asked: atOnce[name] ?? 0 }]
      : [];
  });
};

const gateway: LimitsOf = (input) =>
  input.side.ofType("aws:apigateway/methodSettings:MethodSettings").map((settings) => ({
    what: "API, requests of a second",
    input: "throttlingRateLimit",
    bound: settings.number("settings.throttlingRateLimit"),
    asked: peak(input).looks + peak(input).reservations,
  }));

const SCALERS = [
  { type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler", most: "spec.maxReplicas" },
  { type: "kubernetes:keda.sh/v1alpha1:ScaledObject", most: "spec.maxReplicaCount" },
] as const;

const scalers: LimitsOf = (input) => {
  const { load, side } = input;
  const { looks, reservations, events } = peak(input);
  const pods: Readonly<Record<string, number>> = {
    availability: looks / load.of("looksPerPodSecond"),
    allocation: reservations / load.of("reservationsPerPodSecond"),
    projector: events / load.of("eventsPerPodSecond"),
  };
  return SCALERS.flatMap(({ type, most }) =>
    side.ofType(type).map((scaler) => {
      const name = scaler.text("spec.scaleTargetRef.name");
      return { what: `service ${name}, pods`, input: most, bound: scaler.number(most), asked: pods[name] ?? 0 };
    }),
  );
};

const pools: LimitsOf = ({ load, side }) => {
  const vcpus = vcpusAt(load, side, load.peakPerSecond);
  return side
    .ofType(NODE_POOL)
    .filter((pool) => pool.text("metadata.name") === "critical")
    .map((pool) => ({
      what: "pool critical, vCPUs",
      input: "spec.limits.cpu",
      bound: quantityOf(pool.read("spec.limits.cpu")),
      asked: vcpus,
    }));
};

const database: LimitsOf = (input) => {
  const { load, side } = input;
  const vcpus = peak(input).reservations / load.of("reservationsPerVcpuSecond");
  const units = vcpus * load.of("acusPerVcpu");
  const bounds = side.ofType("aws:rds/cluster:Cluster").flatMap((cluster) => {
    const input = "serverlessv2ScalingConfiguration.maxCapacity";
    return cluster.has(input)
      ? [{ what: "database, capacity units", input, bound: cluster.number(input), asked: units }]
      : writerOf(side).map((writer) => ({
          what: "database, vCPUs of its writer",
          input: "instanceClass",
          bound: writer,
          asked: vcpus,
        }));
  });
  return bounds;
};

/** vCPUs of the one instance that writes. */
function writerOf(side: SideReader): readonly number[] {
  const [instance] = side.ofType("aws:rds/clusterInstance:ClusterInstance");
  const facts = instance === undefined ? undefined : auroraInstanceClassFacts(instance.text("instanceClass"));
  return facts === undefined ? [] : [facts.vcpus];
}

const groups: LimitsOf = ({ load, side }) =>
  side
    .ofType("aws:autoscaling/group:Group")
    .filter(({ resource }) => !resource.name.includes("night"))
    .flatMap((group) => {
      const shape = instanceShape(templateOf(group, side));
      const asked = vcpusAt(load, side, load.peakPerSecond);
      const what = "instances that are always on, vCPUs";
      return shape === undefined
        ? []
        : [{ what, input: "maxSize", bound: group.number("maxSize") * shape.vcpus, asked }];
    });

function templateOf(group: ResourceReader, side: SideReader): string {
  const id = group.text("launchTemplate.id");
  const template = side.ofType("aws:ec2/launchTemplate:LaunchTemplate").find(({ resource }) => resource.id === id);
  return template?.text("instanceType") ?? "";
}

const nights: LimitsOf = ({ load, side }) => {
  const asked = (load.of("nightVcpuHours") * load.scale) / load.of("nightHours");
  return side
    .ofType("aws:batch/computeEnvironment:ComputeEnvironment")
    .filter(({ resource }) => resource.name.includes("spot-arm64"))
    .map((environment) => ({
      what: "reconciliation, vCPUs at once",
      input: "computeResources.maxVcpus",
      bound: environment.number("computeResources.maxVcpus"),
      asked,
    }));
};

/**
 * What a stream takes in: a shard 1,000 records a second; one on demand 4,000 before it has been written to.
 * Source: https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html, on-demand mode, 2026-11-27
 */
const RECORDS_OF_A_SECOND = { shard: 1_000, onDemand: 4_000 } as const;

const streams: LimitsOf = (input) =>
  input.side.ofType("aws:kinesis/stream:Stream").map((stream) => {
    const shards = stream.number("shardCount", 0);
    return {
      what: "stream, records of a second",
      input: shards > 0 ? "shardCount" : "streamMode",
      bound: shards > 0 ? shards * RECORDS_OF_A_SECOND.shard : RECORDS_OF_A_SECOND.onDemand,
      asked: peak(input).events,
    };
  });

const LIMITS: readonly LimitsOf[] = [functions, gateway, scalers, pools, database, groups, nights, streams];
