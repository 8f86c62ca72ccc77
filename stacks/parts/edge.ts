import * as pulumi from "@pulumi/pulumi";
import {
  Cdn,
  CdnLog,
  CLIENT_ADDRESS_HEADER,
  type CdnOrigin,
  InvalidationRole,
  OriginSecrets,
} from "../../components/cdn";
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
  const built = edge.distributions.map((planned) => {
    const cdn = buildDistribution(stack, planned, parts);
    return { planned, cdn, role: buildInvalidationRole(planned, cdn, opts) };
  });
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

/** Builds the role by which a partition in another account invalidates its pages; nothing where it is in this one. */
function buildInvalidationRole(
  { name, partition, invalidator, tags }: PlannedDistribution,
  { distributionArn }: Cdn,
  opts: pulumi.ComponentResourceOptions,
): InvalidationRole | undefined {
  if (invalidator === undefined) {
    return undefined;
  }
  const { account: callerAccountId, name: callerName, externalId } = invalidator;
  return new InvalidationRole(
    `${name}-${partition}-invalidation`,
    { distributionArn, callerAccountId, callerName, externalId, tags },
    opts,
  );
}

function originWith(origin: PlannedDistribution["origins"][string], secret: pulumi.Input<string>): CdnOrigin {
  return origin.kind === "server" ? { ...origin, secret } : origin;
}

interface BuiltDistribution {
  readonly planned: PlannedDistribution;
  readonly cdn: Cdn;
  readonly role: InvalidationRole | undefined;
}

function byPartition(built: readonly BuiltDistribution[]) {
  const partitions = [...new Set(built.map(({ planned }) => planned.partition))];
  return Object.fromEntries(
    partitions.map((partition) => [
      partition,
      Object.fromEntries(
        built.flatMap((one) => (one.planned.partition === partition ? [[one.planned.name, outputsOf(one)]] : [])),
      ),
    ]),
  );
}

function outputsOf({ cdn, role }: BuiltDistribution) {
  const { distributionId: id, distributionArn: arn, domainName, cacheControl, bucketStatements } = cdn;
  const statements = bucketStatements.apply((all) =>
    Object.fromEntries(Object.entries(all).map(([origin, statement]) => [origin, JSON.stringify(statement)])),
  );
  return {
    ...{ id, arn, domainName, cacheControl: { ...cacheControl }, bucketStatements: statements },
    ...(role === undefined ? {} : { invalidationRoleArn: role.roleArn }),
  };
}
