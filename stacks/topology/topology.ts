import type { Environment } from "../environment-schema";
import {
  administratorArns,
  awsPartitionOfRegions,
  CONTROL_REGIONS,
  DEPLOY_ROLE,
  principalPrefix,
  roleArn,
  topicArn,
} from "./accounts";
import { apiAccessOf } from "./api-access";
import { apiOf } from "./apis";
import { cacheOf } from "./caches";
import { cidrOfRegion } from "./cidrs";
import { costsOf } from "./costs";
import { databaseOf, type PlannedDatabase } from "./databases";
import { edgeOf, invalidationsOf } from "./edge";
import { endpointsOf, zoneOf } from "./endpoints";
import { feedsOf } from "./feeds";
import { chaosOf } from "./experiments";
import { flagsOf } from "./flags";
import { hybridOf } from "./hybrid";
import { functionsOf, usersAmong } from "./functions";
import { jobsOf } from "./jobs";
import { type PlannedLink, kafkaOf } from "./kafka";
import { lakeOf } from "./lakes";
import { globalStackName, partitionStackName, physicalName, regionStackName } from "./names";
import { type LevelPlace, objectivesOf } from "./objectives";
import { entriesByKey } from "./order";
import { peersOf } from "./peers";
import { patternOf } from "./patterns";
import { hostRegimeOf, regimeOfRegions, residenceOf, residencesOf } from "./residence";
import { rolesOf } from "./roles";
import { sizesOf } from "./sizes";
import type { GlobalStack, PartitionStack, PlannedGuards, RegionStack, Stack } from "./stacks";
import { environmentTags, NO_PARTITION, withTags } from "./tags";
import {
  type Surroundings,
  archivesOf,
  featuresOf,
  imagesOf,
  queuesOf,
  servicesOf,
  streamsOf,
  tablesOf,
} from "./workloads";
import { zonesOf } from "./zones";

type Partition = Environment["partitions"][string];

/**
 * The stacks of an environment, those that others read first: the global one, the partitions', then the regions' in
 * listed order. The order of the file's maps makes no difference.
 * @param environment a checked environment
 */
export function planStacks(environment: Environment): readonly Stack[] {
  const partitions = entriesByKey(environment.partitions).map(([name, partition]) => {
    const stack = planPartition(environment, name, partition);
    return { stack, regions: partition.regions.map((region) => planRegion(environment, partition, { stack, region })) };
  });
  return [
    planGlobal(environment),
    ...partitions.map(({ stack }) => stack),
    ...partitions.flatMap(({ regions }) => regions),
  ];
}

function planGlobal(environment: Environment): GlobalStack {
  const place = globalPlaceOf(environment);
  const { region } = place;
  const regime = regimeOfRegions([region]);
  return {
    ...place,
    kind: "global",
    name: globalStackName(environment.name),
    allowedRegions: [region],
    references: [],
    tags: environmentTags(environment, NO_PARTITION),
    domain: environment.domain,
    residences: residencesOf(environment),
    ...(regime === undefined ? {} : { regime }),
    ...costsOf(environment),
    endpoints: endpointsOf(environment),
    ...edgeOf(environment),
    alarmTopicArn: topicArn({ ...place, topic: environment.alarmTopic }),
    runbooks: environment.runbooks,
  };
}

/** Where what has no region is served from. */
function globalPlaceOf(environment: Environment): Place {
  const [first] = entriesByKey(environment.partitions);
  const region = CONTROL_REGIONS[awsPartitionOfRegions(first?.[1].regions ?? [])];
  return placeOf(environment, { group: "global", region });
}

function planPartition(environment: Environment, name: string, partition: Partition): PartitionStack {
  const stackName = partitionStackName(environment.name, name);
  const tags = withTags(environmentTags(environment, name), partition.tags);
  const surroundings = { environment, partition, tags };
  const place = placeOf(environment, { group: name, region: partition.initialPrimary });
  return {
    ...place,
    kind: "partition",
    globalStack: globalStackName(environment.name),
    name: stackName,
    allowedRegions: partition.regions,
    references: [globalStackName(environment.name)],
    tags,
    partition: name,
    regime: partition.regime,
    residence: residenceOf(partition),
    regions: partition.regions,
    initialPrimary: partition.initialPrimary,
    ...recoveryOf(partition),
    ...databaseOf(surroundings, stackName),
    tables: tablesOf(surroundings, stackName),
    archives: archivesOf(surroundings),
    images: imagesOf(environment),
    guards: guardsOf(environment, name, partition),
    hasDistributions: Object.keys(environment.cdn).length > 0,
    alarmTopicArns: Object.fromEntries(
      partition.regions.map((region) => [region, topicArn({ ...place, region, topic: environment.alarmTopic })]),
    ),
  };
}

function planRegion(environment: Environment, partition: Partition, where: RegionOfPartition): RegionStack {
  const region = planParts(environment, partition, where);
  return { ...region, ...chaosOf({ environment, partition }, region) };
}

/** A region, and the stack of its partition. */
interface RegionOfPartition {
  readonly stack: PartitionStack;
  readonly region: string;
}

function planParts(environment: Environment, partition: Partition, { stack, region }: RegionOfPartition): RegionStack {
  const name = regionStackName(environment.name, region);
  const place = placeOf(environment, { group: stack.partition, region });
  const surroundings = { environment, partition, tags: stack.tags };
  const work = workOf(surroundings, { stack: name, region });
  const routing = routingOf(environment, { partition: stack.partition, region, stack: name, tags: stack.tags });
  const analytics = analyticsOf({ ...surroundings, partitionName: stack.partition }, { stack: name, place });
  const messaging = messagingOf(surroundings, name, { ...place, isFed: analytics.feeds.length > 0 });
  return {
    ...{ ...place, kind: "region", name },
    allowedRegions: partition.regions,
    references: [stack.name, ...(messaging.kafka?.links ?? []).map((link) => link.stack)],
    tags: stack.tags,
    partition: stack.partition,
    regime: stack.regime,
    partitionStack: stack.name,
    ...rolesOf(region, partition),
    cidr: cidrOfRegion(partition.cidr, partition.regions.indexOf(region)),
    zones: zonesOf(region, partition.zones[region]).map((letter) => `${region}${letter}`),
    peers: peersOf(region, partition.regions),
    sizes: sizesOf(environment),
    ...computeOf(environment, name, place),
    ...recoveryOf(partition),
    ...messaging,
    tables: stack.tables.map((table) => table.name),
    archives: stack.archives.map((archive) => archive.name),
    ...work,
    ...routing,
    initialPrimary: stack.initialPrimary,
    ...anchorOf(partition, stack, { region, name, messaging }),
    ...cacheOf(environment, [...work.services, ...usersAmong(work.functions)]),
    ...analytics,
    features: featuresOf(environment),
    ...promisesOf(surroundings, { ...place, ...routing, stack: name }),
    ...onCallOf(environment, place),
  };
}

/** What runs in a region: for whoever calls, for what comes, and at night. */
function workOf(
  surroundings: Surroundings,
  { stack, region }: { readonly stack: string; readonly region: string },
): Pick<RegionStack, "services" | "functions" | "jobs"> {
  return {
    services: servicesOf(surroundings),
    functions: functionsOf(surroundings, stack),
    jobs: jobsOf(surroundings, { stack, role: rolesOf(region, surroundings.partition).role }),
  };
}

/** Who hears of what goes wrong, what it tells them, and who of them approves in this account. */
function onCallOf(
  { alarmTopic, runbooks, approvers = [] }: Environment,
  place: Place,
): Pick<RegionStack, "alarmTopicArn" | "runbooks" | "approverArns"> {
  const prefix = principalPrefix(place.awsPartition, place.account);
  return {
    alarmTopicArn: topicArn({ ...place, topic: alarmTopic }),
    runbooks,
    approverArns: approvers.filter((arn) => arn.startsWith(prefix)),
  };
}

/** What services promise in a region, and what is taken back where they break it. */
function promisesOf(surroundings: Surroundings, place: LevelPlace): Pick<RegionStack, "objectives" | "flags"> {
  return { objectives: objectivesOf(surroundings, place), flags: flagsOf(surroundings, place) };
}

/** What leads clients to a region, and what they find there first. */
function routingOf(
  environment: Environment,
  place: Parameters<typeof apiOf>[1],
): Pick<RegionStack, "endpoints" | "api" | "invalidations" | "zone"> {
  return {
    ...apiOf(environment, place),
    invalidations: invalidationsOf(environment, place),
    endpoints: endpointsOf(environment).filter((endpoint) => endpoint.region === place.region),
    zone: zoneOf(globalPlaceOf(environment)),
  };
}

/** The first partition of an account, by name, owns what the account has once. */
function guardsOf(environment: Environment, name: string, partition: Partition): PlannedGuards {
  const regime = hostRegimeOf(partition);
  if (regime === undefined) {
    throw new RangeError(`no regime has the regions of ${name}; check the environment first`);
  }
  const account = environment.accounts[name];
  const [owner] = entriesByKey(environment.partitions).filter(([other]) => environment.accounts[other] === account);
  return { regime, residences: residencesOf(environment), ownsAccountSettings: owner?.[0] === name };
}

function recoveryOf({ recoveryTime }: Partition): { readonly recoveryTime?: string } {
  return recoveryTime === undefined ? {} : { recoveryTime };
}

/** The cluster of the database in a region, and what joins both with a data centre on premises. */
function anchorOf(
  partition: Partition,
  stack: PartitionStack,
  { region, name, messaging }: { readonly region: string; readonly name: string; readonly messaging: Messaging },
): Pick<RegionStack, "database" | "hybrid"> {
  const anchor = clusterOfDatabase(stack, region);
  return { ...anchor, ...hybridOf({ partition, stack: name, region, tags: stack.tags, ...messaging, ...anchor }) };
}

/** The cluster of the partition's database that a region has. */
function clusterOfDatabase(
  { database, initialPrimary }: PartitionStack,
  region: string,
): { readonly database?: PlannedDatabase } {
  const isHere = database?.span === "partition" || region === initialPrimary;
  return database !== undefined && isHere ? { database } : {};
}

/** What runs in a region. */
function computeOf(
  environment: Environment,
  stack: string,
  place: Place,
): Pick<RegionStack, "cluster" | "batchQueueName"> {
  return patternOf(environment).compute === "kubernetes"
    ? kubernetesOf(environment, place)
    : { batchQueueName: physicalName(stack, "batch") };
}

function kubernetesOf({ cluster }: Environment, place: Place): Pick<RegionStack, "cluster"> {
  if (cluster === undefined) {
    return {};
  }
  const { kubernetesVersion, administrators = [] } = cluster;
  return {
    cluster: {
      apiAccess: apiAccessOf(cluster, place.region),
      ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
      administrators: administratorArns(administrators, place),
    },
  };
}

type Messaging = Pick<RegionStack, "streams" | "queues" | "kafka">;

/** What a region is analysed by: its lake, and the feeds that belong to it. */
function analyticsOf(
  surroundings: Parameters<typeof lakeOf>[0],
  { stack, place }: { readonly stack: string; readonly place: Place },
): Pick<RegionStack, "lake" | "feeds"> {
  const { lake } = lakeOf(surroundings, stack);
  const { role } = rolesOf(place.region, surroundings.partition);
  return lake === undefined
    ? { feeds: [] }
    : { lake, feeds: feedsOf(surroundings, { stack, role, account: place.account }) };
}

/** What carries messages in a region. */
function messagingOf(surroundings: Surroundings, stack: string, place: Place & { readonly isFed: boolean }): Messaging {
  const { environment, partition, tags } = surroundings;
  const streams = streamsOf(surroundings, stack);
  const { linked } = peersOf(place.region, partition.regions);
  const links = linked.map((region) => linkTo(surroundings, place, region));
  return {
    streams,
    queues: queuesOf(surroundings, stack),
    ...kafkaOf({ environment, stack, regions: partition.regions, links, isFed: place.isFed, tags }, streams),
  };
}

function linkTo({ environment, partition }: Surroundings, place: Place, region: string): PlannedLink {
  return {
    region,
    stack: regionStackName(environment.name, region),
    zones: zonesOf(region, partition.zones[region]),
    alarmTopicArn: topicArn({ ...place, region, topic: environment.alarmTopic }),
  };
}

type Place = ReturnType<typeof placeOf>;

/** What follows from the group of stacks and the region that a stack belongs to. */
function placeOf(environment: Environment, { group, region }: { readonly group: string; readonly region: string }) {
  const account = entryFor(group, environment.accounts, "account");
  const awsPartition = awsPartitionOfRegions([region]);
  return {
    environment: environment.name,
    region,
    account,
    awsPartition,
    state: {
      backend: environment.state.backend,
      secretsProvider: entryFor(group, environment.state.secretsProviders, "secrets provider"),
    },
    deployRoleArn: roleArn(awsPartition, account, DEPLOY_ROLE),
    protect: environment.protect,
  };
}

function entryFor(group: string, entries: Readonly<Record<string, string>>, what: string): string {
  const entry = entries[group];
  if (entry === undefined) {
    throw new RangeError(`there is no ${what} for ${group}; check the environment first`);
  }
  return entry;
}
