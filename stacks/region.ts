import * as pulumi from "@pulumi/pulumi";
import { type AccessGrant, Cluster } from "../components/cluster";
import { EncryptionKey, type KeyService } from "../components/keys";
import { Network } from "../components/network";
import { NodePools, type NodePoolsArgs } from "../components/node-pools";
import { Stream } from "../components/stream";
import { entryOf, type PartitionReference, readPartitionOutputs, type RegionOutputs } from "./outputs";
import { awsProvider, kubernetesProvider } from "./providers";
import { buildServices, CRITICAL_POOL, SPOT_POOL } from "./services";
import type { RegionStack } from "./topology";

/** What the region's own keys are for, and the services that use them. */
const KEY_USERS = {
  logs: ["logs"],
  secrets: ["eks"],
  volumes: ["ec2"],
  streams: ["kinesis", "sqs"],
} as const satisfies Record<string, readonly KeyService[]>;

type Keys = Readonly<Record<keyof typeof KEY_USERS, EncryptionKey>>;
type Streams = Readonly<Record<string, Stream>>;

/** What the parts of a region are built with. */
interface Site {
  readonly stack: RegionStack;
  readonly opts: pulumi.ComponentResourceOptions;
  readonly keys: Keys;
}

/** Builds the stack of one region. */
export function buildRegion(stack: RegionStack): RegionOutputs {
  const aws = awsProvider(stack);
  const opts = { providers: [aws] };
  const partition = readPartitionOutputs(stack.partitionStack);
  const site = { stack, opts, keys: buildKeys(stack, opts) };
  const network = buildNetwork(site);
  const streams = buildStreams(site);
  const cluster = buildCluster(site, network);
  const kubernetes = kubernetesProvider(stack, cluster.kubeconfig);
  const inCluster = { providers: [aws, kubernetes] };
  const pools = new NodePools("pools", { ...nodePoolArgs(site, network), cluster }, inCluster);
  buildServices(stack, { partition, streams }, { ...inCluster, dependsOn: [pools] });
  return {
    partition: stack.partition,
    region: stack.region,
    role: stack.role,
    domain: partition.domain,
    zoneId: partition.zoneId,
    vpcId: network.vpcId,
    privateSubnetIds: pulumi.output(network.privateSubnetIds),
    dataSubnetIds: pulumi.output(network.dataSubnetIds),
    clusterName: cluster.name,
    kubeconfig: cluster.kubeconfig,
    streams: streamOutputs(streams),
    tables: tableOutputs(stack, partition),
  };
}

function buildKeys(stack: RegionStack, opts: pulumi.ComponentResourceOptions): Keys {
  const { account: accountId, region, protect, tags } = stack;
  const key = (purpose: keyof Keys) =>
    new EncryptionKey(purpose, { purpose, accountId, region, services: KEY_USERS[purpose], protect, tags }, opts);
  return { logs: key("logs"), secrets: key("secrets"), volumes: key("volumes"), streams: key("streams") };
}

function buildNetwork({ stack, opts, keys }: Site): Network {
  return new Network(
    "network",
    {
      cidr: stack.cidr,
      zones: stack.zones,
      nat: stack.sizes.nat,
      clusterName: stack.name,
      logKeyArn: keys.logs.keyArn,
      region: stack.region,
      tags: stack.tags,
    },
    opts,
  );
}

function buildStreams({ stack, opts, keys }: Site): Streams {
  const streams = stack.streams.map(({ name, ...shape }) => {
    const stream = new Stream(
      name,
      {
        ...shape,
        keyArn: keys.streams.keyArn,
        alarmTopicArns: [stack.alarmTopicArn],
        runbookUrl: `${stack.runbooks}/stream`,
        region: stack.region,
        protect: stack.protect,
      },
      opts,
    );
    return [name, stream] as const;
  });
  return Object.fromEntries(streams);
}

function buildCluster({ stack, opts, keys }: Site, network: Network): Cluster {
  const { kubernetesVersion } = stack;
  return new Cluster(
    "cluster",
    {
      clusterName: stack.name,
      region: stack.region,
      subnetIds: network.privateSubnetIds,
      apiAccess: stack.apiAccess,
      access: administratorsOf(stack),
      ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
      systemInstanceTypes: stack.sizes.systemInstanceTypes,
      systemNodeCount: stack.sizes.systemNodeCount,
      secretsKeyArn: keys.secrets.keyArn,
      logsKeyArn: keys.logs.keyArn,
      volumesKeyArn: keys.volumes.keyArn,
      kubeconfigRoleArn: stack.deployRoleArn,
      protect: stack.protect,
      tags: stack.tags,
    },
    opts,
  );
}

function administratorsOf({ administrators }: RegionStack): Readonly<Record<string, AccessGrant<string>>> {
  const grants = Object.entries(administrators).map(
    ([name, principalArn]) => [name, { principalArn, policy: "AmazonEKSClusterAdminPolicy" }] as const,
  );
  return Object.fromEntries(grants);
}

function nodePoolArgs({ stack, keys }: Site, network: Network): Omit<NodePoolsArgs, "cluster"> {
  return {
    region: stack.region,
    subnetIds: network.privateSubnetIds,
    pools: {
      [CRITICAL_POOL]: { kind: "critical", ...stack.sizes.critical },
      [SPOT_POOL]: { kind: "batch", ...stack.sizes.batch },
    },
    volumesKeyArn: keys.volumes.keyArn,
    tags: stack.tags,
  };
}

function streamOutputs(streams: Streams): RegionOutputs["streams"] {
  const outputs = Object.entries(streams).map(
    ([key, { name, arn, failureQueueArn, failureQueueUrl }]) =>
      [key, { name, arn, failureQueueArn, failureQueueUrl }] as const,
  );
  return pulumi.output(Object.fromEntries(outputs));
}

function tableOutputs({ region, tables }: RegionStack, partition: PartitionReference): RegionOutputs["tables"] {
  const outputs = tables.map((key) => {
    const table = partition.tables.apply((all) => entryOf(all, key, "table"));
    return [
      key,
      { name: table.name, arn: table.arns.apply((arns) => entryOf(arns, region, `ARN of table ${key} in`)) },
    ];
  });
  return pulumi.output(Object.fromEntries(outputs));
}
