import { AURORA_INSTANCE_CLASSES, DATABASE_CONNECTIONS } from "../../facts";
import { Undecided, type ResourceReader } from "../resource/reader";
import type { ScenarioWorkload } from "./scenario";
import { ApiThrottle, KINESIS, StreamStage, type DatabaseLimits } from "./stages";

/** The resources of a stack by type, and its name. */
export interface StackResources {
  readonly stack: string;
  ofType(type: string): readonly ResourceReader[];
}

const ALL_METHODS = "*/*";
/** Most that an account sends to its APIs of a region: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const ACCOUNT = { ratePerSecond: 10_000, burst: 5_000 };

/** The throttle of a stage of an API. */
export function apiThrottle({ ofType }: StackResources, name: string): ApiThrottle {
  const stages = ofType("aws:apigateway/stage:Stage");
  wanted(stages, { what: "stage", name, nameOf: (stage) => stage.text("stageName") });
  const settings = ofType("aws:apigateway/methodSettings:MethodSettings").find(
    (each) => each.text("stageName") === name && each.text("methodPath") === ALL_METHODS,
  );
  const rate = settings?.number("settings.throttlingRateLimit", ACCOUNT.ratePerSecond) ?? ACCOUNT.ratePerSecond;
  const burst = settings?.number("settings.throttlingBurstLimit", ACCOUNT.burst) ?? ACCOUNT.burst;
  return new ApiThrottle(name, rate, burst);
}

/** A stream of Kinesis, or a topic of Kafka. */
export function streamStage(resources: StackResources, name: string, thingKb: number): StreamStage {
  const { ofType } = resources;
  const streams = [...ofType("aws:kinesis/stream:Stream"), ...ofType("aws:msk/topic:Topic")];
  const stream = wanted(streams, { what: "stream", name, nameOf: (each) => shortName(resources, each.text("name")) });
  if (stream.resource.type.startsWith("aws:msk")) {
    return new StreamStage(name, stream.number("partitionCount"), undefined);
  }
  const isOnDemand = stream.text("streamModeDetails.streamMode", "PROVISIONED") === "ON_DEMAND";
  const perShard = Math.min(KINESIS.recordsPerShard, KINESIS.kbPerShard / thingKb);
  return new StreamStage(name, isOnDemand ? undefined : stream.number("shardCount"), perShard);
}

const GIB = 1024 ** 3;
const GIB_PER_UNIT = 2;

/** A database, with what its writer can carry out and how many may connect. */
export function databaseLimits(resources: StackResources, name: string): DatabaseLimits {
  const { ofType } = resources;
  const cluster = wanted(ofType("aws:rds/cluster:Cluster"), {
    what: "database",
    name,
    nameOf: (each) => shortName(resources, each.text("clusterIdentifier")),
  });
  const identifier = cluster.text("clusterIdentifier");
  const [writer, ...readers] = ofType("aws:rds/clusterInstance:ClusterInstance")
    .filter((instance) => instance.text("clusterIdentifier") === identifier)
    .toSorted((left, right) => left.number("promotionTier", 0) - right.number("promotionTier", 0));
  if (writer === undefined) {
    throw new Undecided(`database "${name}" has no instance`);
  }
  const size = sizeOf(cluster, writer);
  const share = proxyPercent(resources, identifier) / 100;
  return {
    name,
    ...size.units,
    connections: Math.floor(Math.min(size.connections, mostConnections(cluster)) * share),
    zones: [writer, ...readers].map((instance) => instance.text("availabilityZone", "")),
  };
}

function sizeOf(cluster: ResourceReader, writer: ResourceReader) {
  const type = writer.text("instanceClass");
  const byMemory = (gib: number): number => Math.floor((gib * GIB) / DATABASE_CONNECTIONS.bytesEach);
  if (type === "db.serverless") {
    const input = "serverlessv2ScalingConfiguration.maxCapacity";
    const units = cluster.number(input);
    return {
      units: { units, unitsAre: "units of capacity", input } as const,
      connections: byMemory(units * GIB_PER_UNIT),
    };
  }
  const facts = new Map(Object.entries(AURORA_INSTANCE_CLASSES)).get(type);
  if (facts === undefined) {
    throw new Undecided(`nothing here says what instance class "${type}" can carry out`);
  }
  return {
    units: { units: facts.vcpus, unitsAre: "vCPUs", input: "instanceClass" } as const,
    connections: byMemory(facts.memoryGiB),
  };
}

/** A cluster that may shrink to little memory keeps fewer connections, whatever it can grow to. */
function mostConnections(cluster: ResourceReader): number {
  const least = cluster.number("serverlessv2ScalingConfiguration.minCapacity", Infinity);
  return least <= DATABASE_CONNECTIONS.smallAcu ? DATABASE_CONNECTIONS.mostWhereSmall : DATABASE_CONNECTIONS.most;
}

/** Share of the connections that a proxy in front takes at most. */
function proxyPercent({ ofType }: StackResources, identifier: string): number {
  const target = ofType("aws:rds/proxyTarget:ProxyTarget").find(
    (each) => each.text("dbClusterIdentifier", "") === identifier,
  );
  const group = ofType("aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup").find(
    (each) => each.text("dbProxyName") === target?.text("dbProxyName"),
  );
  return group?.number("connectionPoolConfig.maxConnectionsPercent", 100) ?? 100;
}

/** How a function is called: how many calls at the same time, and whether it is asked and has to answer at once. */
export interface FunctionLimits {
  readonly name: string;
  readonly concurrency: number;
  readonly isAsked: boolean;
  readonly memoryMib: number;
  readonly isArm: boolean;
  /** Calls of it for one part of its stream. */
  readonly callsPerPart: number;
}

const FUNCTION = "aws:lambda/function:Function";
/** Concurrency of an account in a region, where no quota was raised. */
const ACCOUNT_CONCURRENCY = 1_000;

/** A function of the stack, by its name there; `undefined` where there is none. */
export function functionLimits(resources: StackResources, { name }: ScenarioWorkload): FunctionLimits | undefined {
  const functions = resources.ofType(FUNCTION);
  const found = functions.find((each) => shortName(resources, each.text("name", "")) === name);
  if (found === undefined) {
    return undefined;
  }
  const reservedByOthers = functions
    .filter((each) => each !== found)
    .reduce((sum, each) => sum + each.number("reservedConcurrentExecutions", 0), 0);
  const source = sourceOf(resources, found);
  const reserved = found.number("reservedConcurrentExecutions", ACCOUNT_CONCURRENCY - reservedByOthers);
  return {
    name,
    concurrency: Math.min(reserved, source?.number("scalingConfig.maximumConcurrency", Infinity) ?? Infinity),
    isAsked: source === undefined,
    memoryMib: found.number("memorySize", 128),
    isArm: found.list("architectures").includes("arm64"),
    callsPerPart: source?.number("parallelizationFactor", 1) ?? Infinity,
  };
}

function sourceOf({ ofType }: StackResources, found: ResourceReader): ResourceReader | undefined {
  const name = found.text("name");
  return ofType("aws:lambda/eventSourceMapping:EventSourceMapping").find((mapping) =>
    [name, ...mapping.text("functionName").split(":")].slice(1).includes(name),
  );
}

/** Names of functions, as a scenario says them. */
export function functionNames(resources: StackResources): readonly string[] {
  return resources.ofType(FUNCTION).map((each) => shortName(resources, each.text("name", "")));
}

/** What a resource is called in its environment: its physical name without that of its stack. */
function shortName({ stack }: StackResources, name: string): string {
  return name.startsWith(`${stack}-`) ? name.slice(stack.length + 1) : name;
}

function wanted(
  all: readonly ResourceReader[],
  { what, name, nameOf }: { readonly what: string; readonly name: string; nameOf(reader: ResourceReader): string },
): ResourceReader {
  const found = all.find((each) => nameOf(each) === name);
  if (found === undefined) {
    const known = all.length === 0 ? "it has none" : all.map(nameOf).join(", ");
    throw new Undecided(`${what} "${name}" is none of the stack's: ${known}`);
  }
  return found;
}
