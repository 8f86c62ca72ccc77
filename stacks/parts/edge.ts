import * as pulumi from "@pulumi/pulumi";
import { Cdn, CdnLog, CLIENT_ADDRESS_HEADER, type CdnOrigin, OriginSecrets } from "../../components/cdn";
import { Certificate } from "../../components/certificate";
import { WebFirewall } from "../../components/firewall";
import type { EncryptionKey } from "../../components/keys";
import { entryOf, type GlobalOutputs, type GlobalReference, type PartitionOutputs } from "../outputs";
import type { GlobalStack, PartitionStack, PlannedDistribution } from "../topology";
import { physicalName } from "../topology/names";

/** What distributions are built on. */
export interface EdgeFoundations {
  /** Id of the zone of the platform's domain. */
  readonly zoneId: pulumi.Output<string>;
  /** Key of logs in the region that CloudFront is managed from. */
  readonly logs: EncryptionKey | undefined;
}

type EdgeOutputs<Outputs extends { readonly distributions?: unknown; readonly originSecrets?: unknown }> = Pick<
  Outputs,
  "distributions" | "originSecrets"
>;

/** What each distribution is built with. */
interface DistributionParts {
  readonly opts: pulumi.ComponentResourceOptions;
  readonly zoneId: pulumi.Output<string>;
  readonly logs: EncryptionKey;
  readonly firewall: WebFirewall;
  /** The secret that is sent; empty where no origin asks for one. */
  readonly secret: pulumi.Input<string>;
}

/**
 * Builds the distributions of every partition, behind one firewall: CloudFront has no region, and what it needs beside it
 * lies where the global stack does. Origins are known by their names: nothing here waits for a region.
 */
export function buildEdge(
  stack: GlobalStack,
  { zoneId, logs }: EdgeFoundations,
  opts: pulumi.ComponentResourceOptions,
): EdgeOutputs<GlobalOutputs> {
  const { edge } = stack;
  if (edge === undefined || logs === undefined) {
    return { distributions: undefined, originSecrets: undefined };
  }
  const [sent] = edge.originSecrets;
  const secrets =
    sent === undefined ? undefined : new OriginSecrets("origin", { ids: edge.originSecrets, tags: stack.tags }, opts);
  const firewall = buildFirewall(stack, logs, opts);
  const secret = sent === undefined || secrets === undefined ? "" : entryOf(secrets.values, sent, "origin secret");
  const parts = { opts, zoneId, logs, firewall, secret };
  const built = edge.distributions.map((planned) => [planned, buildDistribution(stack, planned, parts)] as const);
  return {
    distributions: pulumi.output(byPartition(built)),
    originSecrets: secrets === undefined ? undefined : pulumi.secret(secrets.values),
  };
}

/** What a partition's stack hands on to its regions of what serves it; nothing where nothing does. */
export function edgeIn(
  { partition, hasDistributions }: PartitionStack,
  { distributions, originSecrets }: Pick<GlobalReference, "distributions" | "originSecrets">,
): EdgeOutputs<PartitionOutputs> {
  return hasDistributions
    ? { distributions: distributions.apply((all = {}) => all[partition]), originSecrets }
    : { distributions: undefined, originSecrets: undefined };
}

function buildFirewall(
  { name, account: accountId, alarmTopicArn, runbooks: runbooksUrl, protect, tags }: GlobalStack,
  { keyArn: logKeyArn }: EncryptionKey,
  opts: pulumi.ComponentResourceOptions,
): WebFirewall {
  return new WebFirewall(
    "edge-firewall",
    {
      firewallName: `${name}-edge`,
      scope: "CLOUDFRONT",
      ...{ accountId, logKeyArn, runbooksUrl, protect, tags },
      alarmTopicArns: [alarmTopicArn],
    },
    opts,
  );
}

function buildDistribution(
  { name: stack, account: accountId, region, alarmTopicArn, runbooks: runbooksUrl, protect }: GlobalStack,
  planned: PlannedDistribution,
  { opts, zoneId, logs, firewall, secret }: DistributionParts,
): Cdn {
  const { name, partition, domain, origins, tags, ...shape } = planned;
  const key = `${name}-${partition}`;
  const watched = { alarmTopicArns: [alarmTopicArn], runbooksUrl, tags };
  const certificate = new Certificate(key, { domain, region, zoneId, ...watched }, opts);
  const cdn = new Cdn(
    key,
    {
      ...shape,
      ...watched,
      origins: Object.fromEntries(Object.entries(origins).map(([id, origin]) => [id, originWith(origin, secret)])),
      aliases: [domain],
      certificateArn: certificate.arn,
      zoneId,
      webAclArn: firewall.arn,
      clientAddressHeader: CLIENT_ADDRESS_HEADER,
      comment: `${name} of ${partition}`,
      protect,
    },
    opts,
  );
  const { distributionArn } = cdn;
  const log = { logName: physicalName(stack, key), logKeyArn: logs.keyArn };
  new CdnLog(`${key}-log`, { accountId, distributionArn, ...log, protect, tags }, opts);
  return cdn;
}

function originWith(origin: PlannedDistribution["origins"][string], secret: pulumi.Input<string>): CdnOrigin {
  return origin.kind === "server" ? { ...origin, secret } : origin;
}

function byPartition(built: readonly (readonly [PlannedDistribution, Cdn])[]) {
  const partitions = [...new Set(built.map(([{ partition }]) => partition))];
  return Object.fromEntries(
    partitions.map((partition) => [
      partition,
      Object.fromEntries(
        built.flatMap(([planned, cdn]) => (planned.partition === partition ? [[planned.name, outputsOf(cdn)]] : [])),
      ),
    ]),
  );
}

function outputsOf({ distributionId: id, distributionArn: arn, domainName, cacheControl, bucketStatements }: Cdn) {
  const statements = bucketStatements.apply((all) =>
    Object.fromEntries(Object.entries(all).map(([origin, statement]) => [origin, JSON.stringify(statement)])),
  );
  return { id, arn, domainName, cacheControl: { ...cacheControl }, bucketStatements: statements };
}
