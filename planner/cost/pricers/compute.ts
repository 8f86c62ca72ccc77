import { HOURS_OF_A_MONTH, KUBERNETES_VERSIONS, kubernetesSupport } from "../../../facts";
import { fixed, product, used, type Charge } from "../charge";
import type { Pricer } from "../pricer";
import { Undecided } from "../../resource/reader";
import type { Subject } from "../subject";
import { volumeCharges } from "./storage";

/** Temporary storage that a function has without paying for it. */
const FREE_EPHEMERAL_MB = 512;

export const lambdaFunction: Pricer = {
  type: "aws:lambda/function:Function",
  usage: { monthlyRequests: "calls", durationMs: "milliseconds of a call in the mean" },
  charges(lambda) {
    const requests = lambda.use("monthlyRequests");
    const seconds = product(requests, lambda.use("durationMs"), 1e-3);
    const architecture = lambda.text("architectures.0", "x86_64") === "arm64" ? "arm" : "x86";
    const ephemeralMb = lambda.number("ephemeralStorage.size", FREE_EPHEMERAL_MB) - FREE_EPHEMERAL_MB;
    return [
      used("requests", "lambda:request", requests),
      used("duration", `lambda:${architecture}-gb-second`, product(seconds, lambda.number("memorySize", 128) / 1_024)),
      ...(ephemeralMb > 0
        ? [used("temporary storage", "lambda:ephemeral-storage-gb-second", product(seconds, ephemeralMb / 1_024))]
        : []),
    ];
  },
};

export const eksCluster: Pricer = {
  type: "aws:eks/cluster:Cluster",
  usage: {},
  charges: (cluster) =>
    isExtended(cluster)
      ? [fixed("cluster in extended support", "eks:extended-support-cluster-hour", HOURS_OF_A_MONTH)]
      : [fixed("cluster", "eks:cluster-hour", HOURS_OF_A_MONTH)],
};

/** Whether standard support of the version has ended; a version older than the table is paid as extended until it goes. */
function isExtended(cluster: Subject): boolean {
  if (!cluster.has("version")) {
    return false;
  }
  const version = cluster.text("version");
  const support = kubernetesSupport(version, cluster.stack.asOf);
  const [oldest = ""] = Object.keys(KUBERNETES_VERSIONS);
  if (support === "unlisted" && minorOf(version) > minorOf(oldest)) {
    throw new Undecided(`version "${version}" is in no table of versions`);
  }
  return support !== "standard";
}

function minorOf(version: string): number {
  return Number(version.split(".")[1]);
}

export const nodeGroup: Pricer = {
  type: "aws:eks/nodeGroup:NodeGroup",
  usage: { averageNodes: "nodes in the mean of the month; without it the desired size counts" },
  charges(group) {
    const nodes = group.use("averageNodes") ?? group.number("scalingConfig.desiredSize");
    const type = group.text("instanceTypes.0", "t3.medium");
    const instances = fixed(`${nodes} × ${type}`, `ec2:${type}`, nodes * HOURS_OF_A_MONTH);
    return [instances, ...diskCharges(group, nodes)];
  },
};

/** Disks of the nodes: of the launch template where there is one, otherwise of the group itself. */
function diskCharges(group: Subject, nodes: number): readonly Charge[] {
  const template = templateOf(group);
  if (template === undefined) {
    return [fixed("gp2 storage", "ebs:gp2", group.number("diskSize", 20) * nodes)];
  }
  return template
    .list("blockDeviceMappings")
    .flatMap((_, index) => volumesOf(template, `blockDeviceMappings.${index}.ebs.`, nodes));
}

function volumesOf(template: Subject, under: string, nodes: number): readonly Charge[] {
  return template.has(`${under}volumeSize`)
    ? volumeCharges(template, { under, sizeGb: template.number(`${under}volumeSize`), count: nodes })
    : [];
}

function templateOf(group: Subject): Subject | undefined {
  const id = group.has("launchTemplate.id") ? group.text("launchTemplate.id") : undefined;
  return group.stack.ofType("aws:ec2/launchTemplate:LaunchTemplate").find(({ resource }) => resource.id === id);
}

/**
 * GB of storage that the price of a DMS instance holds: of burstable classes, and of the others.
 * Source: github.com/infracost/infracost, internal/resources/aws/dms_replication_instance.go at 4de1776
 */
const DMS_INCLUDED_GB = { burstable: 50, other: 100 } as const;

export const replicationInstance: Pricer = {
  type: "aws:dms/replicationInstance:ReplicationInstance",
  usage: {},
  charges(instance) {
    const type = instance.text("replicationInstanceClass");
    const zones = instance.flag("multiAz") ? "multi-az" : "single-az";
    const included = type.startsWith("dms.t") ? DMS_INCLUDED_GB.burstable : DMS_INCLUDED_GB.other;
    const storage = instance.number("allocatedStorage", included) - included;
    return [
      fixed(type, `dms:${zones}:${type}`, HOURS_OF_A_MONTH),
      ...(storage > 0 ? [fixed("storage", `dms:${zones}-storage-gb-month`, storage)] : []),
    ];
  },
};
