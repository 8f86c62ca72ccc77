import type * as pulumi from "@pulumi/pulumi";
import type { Rights } from "../../components/core";
import type { NetworkDestination } from "../../components/workload";
import { PROXY_PORT } from "../../components/relational";
import { KAFKA_IAM_PORT } from "../../components/stream";
import { entryOf, type PartitionReference } from "../outputs";
import { type PlannedJob, type RegionStack, variableName } from "../topology";
import { type Accessible, type Accessor, rightsOf } from "./access-rights";
import { accessVariables } from "./access-variables";

const HTTPS = 443;
/** A gateway endpoint leaves S3 and DynamoDB their public addresses. */
const ANYWHERE = "0.0.0.0/0";
const READ_FILES = ["s3:GetObject", "s3:GetObjectVersion"];
const WRITE_FILES = ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject"];

/** A service or a job: its name, and what it may use. */
export interface AccessingWorkload {
  /** Its name. */
  readonly name: string;
  /** What it may use. */
  readonly access: PlannedJob["access"] & Pick<Accessor["access"], "cache">;
}

/** What the pods of a workload may do: as its access says, on what it names, and nothing else. */
export function workloadRights(
  stack: RegionStack,
  workload: AccessingWorkload,
  accessible: Accessible,
): Rights<pulumi.Input<string>> {
  return { ...rightsOf(stack, builtIn(stack, workload), accessible), ...archiveRights(stack, workload, accessible) };
}

/** Variables of what a workload uses, under the names that services have for it. */
export function workloadVariables(
  stack: RegionStack,
  workload: AccessingWorkload,
  accessible: Accessible,
): Readonly<Record<string, pulumi.Input<string>>> {
  return {
    AWS_REGION: stack.region,
    ...accessVariables(stack, builtIn(stack, workload).access, accessible),
    ...Object.fromEntries(
      archivesFor(stack, workload).map(([archive]) => [
        variableName("ARCHIVE", archive),
        bucketOf(stack, accessible.partition, archive).name,
      ]),
    ),
  };
}

/** Where the pods of a workload go: to AWS, and to the stores that it uses. */
export function workloadDestinations(
  stack: RegionStack,
  workload: AccessingWorkload,
): Readonly<Record<string, NetworkDestination>> {
  const { access } = builtIn(stack, workload);
  const inside = { kind: "cidr", cidr: stack.cidr } as const;
  const usesGateways = Object.keys(access.tables).length + archivesFor(stack, workload).length > 0;
  return {
    aws: { peer: inside, ports: [HTTPS] },
    ...(usesGateways ? { gateways: { peer: { kind: "cidr", cidr: ANYWHERE }, ports: [HTTPS] } } : {}),
    ...(access.database ? { database: { peer: inside, ports: [PROXY_PORT] } } : {}),
    ...(access.streams.length > 0 && stack.kafka !== undefined
      ? { kafka: { peer: inside, ports: [KAFKA_IAM_PORT] } }
      : {}),
  };
}

/** What a workload uses, without what the pattern does not have. */
function builtIn({ tables, streams }: RegionStack, { name, access }: AccessingWorkload): AccessingWorkload {
  return {
    name,
    access: {
      ...access,
      tables: Object.fromEntries(Object.entries(access.tables).filter(([table]) => tables.includes(table))),
      streams: access.streams.filter((stream) => streams.some((planned) => planned.name === stream)),
    },
  };
}

function archivesFor({ archives }: RegionStack, { access }: AccessingWorkload): [string, "read" | "write"][] {
  return Object.entries(access.archives).filter(([archive]) => archives.includes(archive));
}

function archiveRights(
  stack: RegionStack,
  workload: AccessingWorkload,
  { partition }: Accessible,
): Rights<pulumi.Input<string>> {
  const archives = archivesFor(stack, workload);
  const buckets = (entries: typeof archives) => entries.map(([archive]) => bucketOf(stack, partition, archive).arn);
  const files = (entries: typeof archives) => buckets(entries).map((arn) => arn.apply((known) => `${known}/*`));
  const written = archives.filter(([, kind]) => kind === "write");
  if (archives.length === 0) {
    return {};
  }
  return {
    FindFiles: { actions: ["s3:ListBucket"], resources: buckets(archives) },
    ReadFiles: { actions: READ_FILES, resources: files(archives) },
    ...(written.length === 0 ? {} : { WriteFiles: { actions: WRITE_FILES, resources: files(written) } }),
    UseArchiveKey: {
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [archiveKeyOf(stack, partition)],
      viaService: "s3",
    },
  };
}

/** The bucket of an archive in the stack's region. */
export function bucketOf({ region }: RegionStack, partition: PartitionReference, archive: string) {
  const built = partition.archives.apply((all) => entryOf(all, archive, "archive"));
  return {
    name: built.names.apply((names) => entryOf(names, region, `bucket of archive ${archive} in`)),
    arn: built.arns.apply((arns) => entryOf(arns, region, `ARN of archive ${archive} in`)),
  };
}

/** The customer key of the archives in the stack's region. */
export function archiveKeyOf({ region }: RegionStack, { archiveKeyArns }: PartitionReference): pulumi.Output<string> {
  return archiveKeyArns.apply((arns) => entryOf(arns, region, "key of archives in"));
}
