import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../../components/keys";
import type { Network } from "../../components/network";
import { BatchQueues } from "../../components/node-pools";
import { PROXY_PORT } from "../../components/relational";
import type { RegionOutputs } from "../outputs";
import { buildKey, type Site } from "./site";

/** What queues of AWS Batch are built on. */
export interface BatchFoundations {
  /** The region's network. */
  readonly network: Network;
  /** Key of the region's logs. */
  readonly logs: EncryptionKey;
}

/**
 * Builds the job queues of a region, whose jobs reach the database of its network.
 * @returns nothing where the pattern runs its jobs on Kubernetes
 */
export function buildBatch(site: Site, { network, logs }: BatchFoundations): BatchQueues | undefined {
  const { stack, opts } = site;
  if (stack.batchQueueName === undefined) {
    return undefined;
  }
  return new BatchQueues(
    "batch",
    {
      region: stack.region,
      queueName: stack.batchQueueName,
      ...stack.sizes.batchQueue,
      vpcId: network.vpcId,
      subnetIds: network.privateSubnetIds,
      reaches: { database: { port: PROXY_PORT, cidr: stack.cidr } },
      volumesKeyArn: buildKey(site, "volumes").keyArn,
      logsKeyArn: logs.keyArn,
      alarmTopicArns: [stack.alarmTopicArn],
      runbooksUrl: stack.runbooks,
      tags: stack.tags,
    },
    opts,
  );
}

/** What others may know of the job queues. */
export function batchOutputs(batch: BatchQueues | undefined): RegionOutputs["batch"] {
  if (batch === undefined) {
    return undefined;
  }
  const { queueArns, logGroupName, securityGroupId } = batch;
  return pulumi.output({ queueArns, logGroupName, securityGroupId });
}
