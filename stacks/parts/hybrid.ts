import type * as pulumi from "@pulumi/pulumi";
import { ChangeCapture, KafkaMirror, OnPremisesLink, PrivateNames } from "../../components/hybrid";
import type { EncryptionKey } from "../../components/keys";
import type { Network } from "../../components/network";
import { HYBRID_NAMES, type PlannedCapture, type PlannedHybrid, type PlannedMirror } from "../topology";
import type { Messaging } from "./messaging";
import { buildKey, type Site } from "./site";
import type { Stores } from "./stores";

/** What the line to a data centre is built on, and what it leads to. */
export interface HybridFoundations {
  /** The region's network. */
  readonly network: Network;
  /** Key of the region's logs. */
  readonly logs: EncryptionKey;
  /** What carries messages in the region. */
  readonly messaging: Messaging;
  /** The region's stores. */
  readonly stores: Stores;
}

type HybridSite = Site & { readonly planned: PlannedHybrid };

/** Route tables of subnets that are on the internet: nothing on premises is reached from there. */
const PUBLIC_ROUTES = "public";

/** Builds what joins a region with the data centre of its partition, where it has one. */
export function buildHybrid(site: Site, foundations: HybridFoundations): void {
  const { hybrid: planned } = site.stack;
  if (planned === undefined) {
    return;
  }
  const hybrid = { ...site, planned };
  const link = buildLink(hybrid, foundations);
  buildNames(hybrid, foundations, link);
  if (planned.capture !== undefined) {
    buildCapture(hybrid, { ...foundations, link }, planned.capture);
  }
  if (planned.mirror !== undefined) {
    buildMirror(hybrid, { ...foundations, link }, planned.mirror);
  }
}

/** What every part of the line is given. */
function surroundings({ stack, planned }: HybridSite, { network, logs }: HybridFoundations) {
  return {
    cidr: network.cidr,
    onPremisesCidrs: planned.cidrs,
    vpcId: network.vpcId,
    logKeyArn: logs.keyArn,
    alarmTopicArns: [stack.alarmTopicArn],
    runbooksUrl: stack.runbooks,
    region: stack.region,
    tags: stack.tags,
  };
}

function buildLink(site: HybridSite, foundations: HybridFoundations): OnPremisesLink {
  const { planned, opts } = site;
  const { privateSubnetIds, routeTableIds } = foundations.network;
  const { linkName, vpnDevices, directConnections } = planned;
  return new OnPremisesLink(
    HYBRID_NAMES.link,
    {
      ...surroundings(site, foundations),
      ...{ linkName, vpnDevices, directConnections },
      subnetIds: privateSubnetIds,
      routeTableIds: Object.fromEntries(Object.entries(routeTableIds).filter(([key]) => key !== PUBLIC_ROUTES)),
    },
    opts,
  );
}

function buildNames(site: HybridSite, foundations: HybridFoundations, link: OnPremisesLink): PrivateNames {
  const { resolverName, domains } = site.planned;
  return new PrivateNames(
    HYBRID_NAMES.names,
    {
      ...surroundings(site, foundations),
      ...{ resolverName, domains },
      subnetIds: foundations.network.privateSubnetIds,
    },
    after(site.opts, link),
  );
}

type Linked = HybridFoundations & { readonly link: OnPremisesLink };

function buildCapture(site: HybridSite, foundations: Linked, planned: PlannedCapture): void {
  const { stack, opts } = site;
  const { network, stores, link } = foundations;
  if (stores.database === undefined) {
    return;
  }
  const { captureName, source, targetDatabase, instanceClass, tables, logins, secretsKeyArn, tags } = planned;
  new ChangeCapture(
    HYBRID_NAMES.capture,
    {
      ...surroundings(site, foundations),
      ...{ captureName, source, instanceClass, tables, tags },
      accountId: stack.account,
      sourceLogin: loginOf(logins.source, secretsKeyArn),
      target: { databaseName: targetDatabase },
      targetLogin: loginOf(logins.target, secretsKeyArn),
      targetSecurityGroupId: stores.database.securityGroupId,
      isRunning: stack.role === "primary",
      subnetIds: network.dataSubnetIds,
      keyArn: buildKey(site, "capture").keyArn,
      protect: stack.protect,
    },
    after(opts, link),
  );
}

function loginOf({ secret, certificate }: PlannedCapture["logins"]["source"], secretKeyArn: string) {
  return { secretArn: secret, secretKeyArn, certificateArn: certificate };
}

function buildMirror(site: HybridSite, foundations: Linked, planned: PlannedMirror): void {
  const { stack, opts } = site;
  const { network, messaging, link } = foundations;
  const { kafka } = messaging;
  if (kafka === undefined) {
    return;
  }
  const { mirrorName, brokers, topics, consumerGroups, kafka: login, secretsKeyArn, tags } = planned;
  new KafkaMirror(
    HYBRID_NAMES.mirror,
    {
      ...surroundings(site, foundations),
      ...{ mirrorName, topics, consumerGroups, tags },
      accountId: stack.account,
      residency: stack.partition,
      sourceResidency: stack.partition,
      sourceBrokers: brokers,
      sourceSecretArn: login.secret,
      sourceSecretKeyArn: secretsKeyArn,
      plugin: { bucketArn: login.plugin.bucket, fileKey: login.plugin.key, objectVersion: login.plugin.version },
      target: { arn: kafka.arn, bootstrapServers: kafka.bootstrapServers, securityGroupId: kafka.securityGroupId },
      subnetIds: network.privateSubnetIds,
    },
    after(opts, link),
  );
}

/** Options of what talks over the line, and so begins after it. */
function after(opts: pulumi.ComponentResourceOptions, link: OnPremisesLink): pulumi.ComponentResourceOptions {
  return { ...opts, dependsOn: [link] };
}
