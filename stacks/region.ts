import * as pulumi from "@pulumi/pulumi";
import { entryOf, type PartitionReference, readPartitionOutputs, type RegionOutputs } from "./outputs";
import { buildCompute } from "./parts/compute";
import { buildNetwork } from "./parts/network";
import { buildKey, type Site } from "./parts/site";
import { buildStreams, streamOutputs } from "./parts/streams";
import { awsProvider } from "./providers";
import type { RegionStack } from "./topology";

/** Builds the stack of one region. */
export function buildRegion(stack: RegionStack): RegionOutputs {
  const site: Site = { stack, opts: { providers: [awsProvider(stack)] } };
  const partition = readPartitionOutputs(stack.partitionStack);
  const logs = buildKey(site, "logs");
  const network = buildNetwork(site, logs);
  const streams = buildStreams(site);
  const cluster = buildCompute(site, { partition, network, logs, streams });
  return {
    partition: stack.partition,
    region: stack.region,
    role: stack.role,
    recoveryTime: stack.recoveryTime,
    domain: partition.domain,
    zoneId: partition.zoneId,
    vpcId: network.vpcId,
    privateSubnetIds: pulumi.output(network.privateSubnetIds),
    dataSubnetIds: pulumi.output(network.dataSubnetIds),
    clusterName: cluster?.name,
    kubeconfig: cluster?.kubeconfig,
    streams: streamOutputs(streams),
    tables: tableOutputs(stack, partition),
  };
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
