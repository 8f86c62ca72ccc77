import type * as pulumi from "@pulumi/pulumi";
import { BatchJob, QueuedBatchJob } from "../../components/batch";
import type { EncryptionKey } from "../../components/keys";
import type { BatchQueues } from "../../components/node-pools";
import { entryOf, type PartitionReference } from "../outputs";
import { SPOT_POOL } from "../services";
import type { PlannedJob, RegionStack } from "../topology";
import type { Accessible } from "./access-rights";
import type { Compute } from "./compute";
import { archiveKeyOf, bucketOf, workloadDestinations, workloadRights, workloadVariables } from "./workload-access";
import { buildKey, type Site } from "./site";

/** What jobs are built on. */
export interface JobFoundations extends Accessible {
  /** The cluster that they run in, where the pattern has one. */
  readonly compute: Compute | undefined;
  /** The queues that they run from, where the pattern has no cluster. */
  readonly batch: BatchQueues | undefined;
}

/** Architecture of the queue that jobs are sent to. */
export const ARCHITECTURE = "arm64";
/** Thousandths of a core, which pods count in. */
export const MILLICORES = 1_000;

/** Builds the jobs of a region: in its cluster, or from its queues. */
export function buildJobs(site: Site, foundations: JobFoundations): void {
  const { jobs } = site.stack;
  const { compute, batch } = foundations;
  if (jobs.length === 0) {
    return;
  }
  if (compute !== undefined) {
    jobs.forEach((job) => buildInCluster(site, job, { ...foundations, compute }));
  } else if (batch !== undefined) {
    const key = buildKey(site, "jobs");
    jobs.forEach((job) => buildOnQueue(site, job, { ...foundations, batch, key }));
  }
}

function buildInCluster(
  { stack }: Site,
  job: PlannedJob,
  { compute, ...accessible }: Accessible & { readonly compute: Compute },
): BatchJob {
  const { name, parallelism, vcpus } = job;
  return new BatchJob(
    name,
    {
      ...sharedArgs(stack, job, accessible),
      cluster: compute.cluster,
      cpuMillicores: vcpus * MILLICORES,
      pool: SPOT_POOL,
      ...(parallelism === undefined ? {} : { parallelism }),
      allowTo: workloadDestinations(stack, job),
    },
    compute.inCluster,
  );
}

function buildOnQueue(
  { stack, opts }: Site,
  job: PlannedJob,
  { batch, key, ...accessible }: Accessible & { readonly batch: BatchQueues; readonly key: EncryptionKey },
): QueuedBatchJob {
  const { name, jobName, vcpus } = job;
  return new QueuedBatchJob(
    name,
    {
      ...sharedArgs(stack, job, accessible),
      jobName,
      accountId: stack.account,
      queue: { queueArn: entryOf(batch.queueArns, ARCHITECTURE, "queue"), logGroupName: batch.logGroupName },
      vcpus,
      keyArn: key.keyArn,
    },
    opts,
  );
}

/** What a job takes wherever it runs. */
function sharedArgs(stack: RegionStack, job: PlannedJob, accessible: Accessible) {
  const { command, schedule, timeZone, suspend, startWithin, deadline, completions, capacity, memory, tags } = job;
  return {
    ...{ schedule, timeZone, suspend, startWithin, deadline, completions, capacity, memory, tags },
    ...(command === undefined ? {} : { command }),
    region: stack.region,
    image: imageOf(stack, job, accessible.partition),
    ...checkpointOf(stack, job, accessible.partition),
    rights: workloadRights(stack, job, accessible),
    env: workloadVariables(stack, job, accessible),
    alarmTopicArns: [stack.alarmTopicArn],
    runbooksUrl: stack.runbooks,
  };
}

/** The image, in the repository of the region's own registry. */
export function imageOf(
  { region }: RegionStack,
  { image }: Pick<PlannedJob, "image">,
  { registries }: PartitionReference,
) {
  const repository: pulumi.Output<string> = registries.apply((all) =>
    entryOf(entryOf(all, region, "registry in").repositories, image.repository, `repository in ${region}:`),
  );
  return "tag" in image ? { repository, tag: image.tag } : { repository, digest: image.digest };
}

function checkpointOf(stack: RegionStack, { name, checkpoint }: PlannedJob, partition: PartitionReference) {
  return checkpoint === undefined
    ? {}
    : {
        checkpoint: {
          bucketName: bucketOf(stack, partition, checkpoint).name,
          prefix: name,
          keyArn: archiveKeyOf(stack, partition),
        },
      };
}
