import type * as pulumi from "@pulumi/pulumi";
import { ChaosExperiments, type Experiment } from "../../components/chaos";
import type { Network } from "../../components/network";
import { entryOf, type PartitionReference } from "../outputs";
import { SPOT_POOL } from "../services";
import type { PlannedChaos, RegionStack } from "../topology";
import { bucketOf } from "./workload-access";
import { type LevelAlarms, madeAlarms } from "./objectives";
import { buildKey, type Site } from "./site";
import type { Stores } from "./stores";

/** What experiments break. */
export interface Breakable {
  /** Outputs of the partition's stack. */
  readonly partition: PartitionReference;
  /** The region's network. */
  readonly network: Network;
  /** Its database. */
  readonly stores: Stores;
  /** Alarms of its objectives, which stop an experiment. */
  readonly alarms: LevelAlarms;
}

type Text = pulumi.Input<string>;
type PlannedExperiment = PlannedChaos["experiments"][string];

/** Builds the experiments of a region, as templates that do nothing until somebody starts one. */
export function buildChaos(site: Site, breakable: Breakable): ChaosExperiments | undefined {
  const { stack, opts } = site;
  if (stack.chaos === undefined) {
    return undefined;
  }
  const { production, allowInProduction, experiments, stopAlarmArns } = stack.chaos;
  const built = Object.entries(experiments).map(
    ([name, planned]) => [name, experimentOf(stack, planned, breakable)] as const,
  );
  return new ChaosExperiments(
    "chaos",
    {
      accountId: stack.account,
      region: stack.region,
      production,
      allowInProduction,
      experiments: Object.fromEntries(built),
      stopAlarmArns: madeAlarms(stopAlarmArns, breakable.alarms),
      logKeyArn: buildKey(site, "chaos").keyArn,
      runbooksUrl: stack.runbooks,
      protect: stack.protect,
      tags: stack.tags,
    },
    opts,
  );
}

function experimentOf(stack: RegionStack, planned: PlannedExperiment, breakable: Breakable): Experiment<Text> {
  const { environment } = stack;
  switch (planned.kind) {
    case "spot-interruption":
      return { ...planned, targetTags: { ...spotTags(stack), environment } };
    case "zone-loss":
      return {
        ...planned,
        zone: `${stack.region}${planned.zone}`,
        vpcId: breakable.network.vpcId,
        targetTags: { environment },
      };
    case "database-failover":
      return { ...planned, clusterArn: databaseArnOf(breakable) };
    case "table-replication-pause": {
      const { table, ...settings } = planned;
      const tableArn = breakable.partition.tables.apply((all) =>
        entryOf(entryOf(all, table, "table").arns, stack.region, `ARN of table ${table} in`),
      );
      return { ...settings, tableArn };
    }
    case "bucket-replication-pause": {
      const { archive, ...settings } = planned;
      return {
        ...settings,
        targetTags: { Name: `${archive}-${stack.region}-bucket`, environment },
        bucketArns: [bucketOf(stack, breakable.partition, archive).arn],
        destinationRegion: nextRegionOf(stack),
      };
    }
  }
}

/** What instances of the spot pool are found by: as Karpenter tags them, or as the queues of AWS Batch do. */
function spotTags({ cluster }: RegionStack): Readonly<Record<string, string>> {
  return cluster === undefined ? { Name: "batch-instances" } : { "karpenter.sh/nodepool": SPOT_POOL };
}

function databaseArnOf({ stores: { database } }: Breakable): Text {
  if (database === undefined) {
    throw new Error("an experiment fails over a database where there is none; check the topology");
  }
  return database.arn;
}

/** The next region of the partition, in listed order; after the last comes the first. */
function nextRegionOf({ region, allowedRegions }: RegionStack): string {
  const next = allowedRegions[(allowedRegions.indexOf(region) + 1) % allowedRegions.length];
  if (next === undefined || next === region) {
    throw new Error("an experiment stops replication where there is one region; check the topology");
  }
  return next;
}
