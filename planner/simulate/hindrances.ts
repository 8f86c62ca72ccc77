import type { Hindrance } from "./bottleneck";
import type { Limit, ScenarioWorkload } from "./scenario";
import type { ApiThrottle, DatabaseLimits, StreamStage } from "./stages";

/** What a workload goes through. */
export interface Passed {
  readonly load: ScenarioWorkload;
  readonly pools: readonly string[];
  /** Most pods, or most calls. */
  readonly most: number;
  readonly isFunction?: boolean;
  readonly api?: ApiThrottle;
  readonly stream?: StreamStage;
  readonly database?: DatabaseLimits;
}

/** What each limit that a workload meets is, and what to change of the resource and of the environment's file. */
export function hindrancesOf(passed: Passed): Readonly<Partial<Record<Limit, Hindrance>>> {
  return { ...ownLimits(passed), ...ofApi(passed), ...ofStream(passed), ...ofDatabase(passed) };
}

type Hindrances = Readonly<Partial<Record<Limit, Hindrance>>>;

function ownLimits({ load: { name }, most, pools, isFunction = false }: Passed): Hindrances {
  if (isFunction) {
    return {
      concurrency: {
        resource: name,
        input: "reservedConcurrentExecutions",
        setting: `functions.${name}.concurrency`,
        say: `all ${most} calls of function ${name} are taken; raise functions.${name}.concurrency`,
      },
    };
  }
  return {
    pool: {
      resource: pools.join(", "),
      input: "spec.limits",
      setting: "cluster.pools",
      say: `pool ${pools.join(", ")} is full; raise its spec.limits`,
    },
    maxReplicas: {
      resource: name,
      input: "spec.maxReplicas",
      setting: `services.${name}.scaling.max`,
      say: `all ${most} pods are there; raise maxReplicas`,
    },
  };
}

function ofApi({ api }: Passed): Hindrances {
  return api === undefined
    ? {}
    : {
        api: {
          resource: api.name,
          input: "settings.throttlingRateLimit",
          setting: "api.throttle",
          say: `stage ${api.name} lets ${api.ratePerSecond} a second through, and ${api.burst} at once; raise api.throttle`,
        },
      };
}

function ofStream({ stream, isFunction = false }: Passed): Hindrances {
  if (stream === undefined) {
    return {};
  }
  const { name, parts } = stream;
  const resource = name;
  if (parts === undefined) {
    const input = isFunction ? "parallelizationFactor" : "streamModeDetails.streamMode";
    return {
      stream: {
        resource,
        input,
        setting: `streams.${name}`,
        say: `stream ${name} grows by itself, no faster than what it has seen; give it shards before the peak, or let more read each shard`,
      },
    };
  }
  return {
    stream: {
      resource,
      input: "partitionCount or shardCount",
      setting: `streams.${name}.partitions`,
      say: `stream ${name} has ${parts} parts, and no more read it; raise streams.${name}.partitions`,
    },
  };
}

function ofDatabase({ database, load }: Passed): Hindrances {
  if (database === undefined) {
    return {};
  }
  const { name: resource, units, unitsAre, input, connections } = database;
  return {
    database: {
      resource,
      input,
      setting: "tier",
      say: `database ${resource} with ${units} ${unitsAre} carries out no more, or has no writer; raise its ${input}`,
    },
    connections: {
      resource,
      input: "connections",
      setting: "tier",
      say: `database ${resource} takes ${connections} connections, and ${load.name} holds ${load.connections} for each of it; hold fewer, or raise its ${input}`,
    },
  };
}
