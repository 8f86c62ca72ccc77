import { grouped } from "../grouped";
import { usdOf } from "../totals";
import { valueAt } from "../../resource/reader";
import type { Advice, Recommendation } from "./recommendation";

const INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
const CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
/** A writer, and one that takes over. */
const ENOUGH_INSTANCES = 2;

/** Instances and replicas beyond the one that takes over. */
export const idleReplicas: Recommendation = {
  id: "idle-replicas",
  title: "Give up replicas that only wait",
  risk: "Readers that answer queries are not idle: look at their CPU first. One that takes over stays.",
  advice: ({ costs }) => {
    const instances = costs.filter(({ resource }) => resource.type === INSTANCE);
    const clusters = grouped(
      instances,
      ({ stack, resource }) => `${stack} ${String(valueAt(resource.inputs, "clusterIdentifier"))}`,
    );
    const readers = [...clusters.values()].flatMap((cluster) => cluster.slice(ENOUGH_INSTANCES));
    return [
      ...readers.map((cost): Advice => ({
        urn: cost.resource.urn,
        stack: cost.stack,
        change: `a third and further instance of its cluster`,
        savingUsd: usdOf(cost),
      })),
      ...costs
        .filter(({ resource }) => resource.type === CACHE)
        .flatMap((cost) => {
          const replicas = Number(valueAt(cost.resource.inputs, "replicasPerNodeGroup") ?? 0);
          const fixed = usdOf({ ...cost, lines: cost.lines.filter(({ basis }) => basis === "fixed") });
          return replicas > 1
            ? [
                {
                  urn: cost.resource.urn,
                  stack: cost.stack,
                  change: `replicasPerNodeGroup ${replicas} → 1`,
                  savingUsd: (fixed * (replicas - 1)) / (replicas + 1),
                },
              ]
            : [];
        }),
    ];
  },
};
