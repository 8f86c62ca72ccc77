import * as pulumi from "@pulumi/pulumi";
import { CACHE_PORT } from "../../components/cache";
import { codeWithRuntime, Handler, type HandlerArgs } from "../../components/handler";
import type { EncryptionKey } from "../../components/keys";
import { ClientGroup, type Network } from "../../components/network";
import { PROXY_PORT } from "../../components/relational";
import { entryOf, type PartitionReference, type RegionOutputs } from "../outputs";
import type { PlannedFunction } from "../topology";
import { rightsOf } from "./access-rights";
import { accessVariables } from "./access-variables";
import type { Messaging } from "./messaging";
import { buildKey, type Site } from "./site";
import type { Stores } from "./stores";

/** Groups by which the stores of a region know the functions that use them. */
export interface FunctionGroups {
  /** Those that connect to the database. */
  readonly database: ClientGroup | undefined;
  /** Those that use the cache. */
  readonly cache: ClientGroup | undefined;
}

/** What functions are built on. */
export interface FunctionFoundations {
  /** Outputs of the partition's stack. */
  readonly partition: PartitionReference;
  /** The region's network. */
  readonly network: Network;
  /** Key of the region's logs. */
  readonly logs: EncryptionKey;
  /** What they read and write. */
  readonly messaging: Messaging;
  /** What they connect to. */
  readonly stores: Stores;
  /** The groups that the stores let in. */
  readonly groups: FunctionGroups;
  /** Key of the functions' variables; there is one where there are functions. */
  readonly key: EncryptionKey | undefined;
}

/** Functions by name. */
export type Functions = Readonly<Record<string, Handler>>;

const HTTPS = 443;

/** Builds the groups of those functions that connect to a store. They are there before the stores, which let them in. */
export function buildFunctionGroups({ stack, opts }: Site, { vpcId }: Network): FunctionGroups {
  const { region, tags, functions } = stack;
  const build = (store: string): ClientGroup =>
    new ClientGroup(
      `${store}-functions`,
      { vpcId, region, tags, clientsOf: `the ${store}, among the functions` },
      opts,
    );
  return {
    database: functions.some(({ access }) => access.database) ? build("database") : undefined,
    cache: stack.cache !== undefined && functions.some(usesCache) ? build("cache") : undefined,
  };
}

/** Builds the key of what functions are told and leave; nothing where the region has none. */
export function buildFunctionKey(site: Site): EncryptionKey | undefined {
  const { functions, invalidations } = site.stack;
  return functions.length + invalidations.length === 0 ? undefined : buildKey(site, "functions");
}

/** Builds the functions of a region: inside its network, each with the rights that its access names. */
export function buildFunctions(site: Site, foundations: FunctionFoundations): Functions {
  const { stack, opts } = site;
  const { key } = foundations;
  if (key === undefined) {
    return {};
  }
  const functions = stack.functions.map((one) => {
    const { name, functionName, code, timeout, memoryMib, concurrency, tags } = one;
    const handler = new Handler(
      name,
      {
        ...{ handlerName: functionName, timeout, memoryMiB: memoryMib, reservedConcurrency: concurrency, tags },
        code: codeWithRuntime(code),
        source: sourceOf(site, one, foundations),
        ...idempotencyOf(site, one, foundations),
        rights: rightsOf(site.stack, one, foundations),
        environment: accessVariables(site.stack, one.access, foundations),
        network: networkOf(one, foundations),
        keyArn: key.keyArn,
        logKeyArn: foundations.logs.keyArn,
        alarmTopicArns: [stack.alarmTopicArn],
        runbooksUrl: stack.runbooks,
        region: stack.region,
        protect: stack.protect,
      },
      opts,
    );
    return [name, handler] as const;
  });
  return Object.fromEntries(functions);
}

/** What others may know of the functions. */
export function functionOutputs(functions: Functions): RegionOutputs["functions"] {
  const outputs = Object.entries(functions).map(([key, { name, arn, roleArn }]) => [key, { name, arn, roleArn }]);
  return pulumi.output(Object.fromEntries(outputs));
}

function usesCache({ access }: PlannedFunction): boolean {
  return access.cache !== undefined;
}

function sourceOf(
  { stack }: Site,
  { source }: PlannedFunction,
  { partition, messaging }: FunctionFoundations,
): HandlerArgs["source"] {
  switch (source?.kind) {
    case undefined:
      return { kind: "invoke" };
    case "stream": {
      const { arn, failureQueueArn } = entryOf(messaging.streams, source.name, "stream");
      return { kind: "kinesis", streamArn: arn, failureQueueArn, keyArn: keyArnOf(messaging) };
    }
    case "table":
      return {
        kind: "table-stream",
        streamArn: partition.tables.apply((all) =>
          entryOf(entryOf(all, source.name, "table").streamArns, stack.region, `changes of ${source.name} in`),
        ),
        keyArn: partition.keyArns.apply((arns) => entryOf(arns, stack.region, "key of stores in")),
      };
    case "queue": {
      const { arn, kind, visibilityTimeoutSeconds, deadLetterQueueArn } = entryOf(
        messaging.queues,
        source.name,
        "queue",
      );
      const queue = { queueArn: arn, queueKind: kind, visibilityTimeoutSeconds, deadLetterQueueArn };
      return { kind: "queue", ...queue, keyArn: keyArnOf(messaging) };
    }
  }
}

/** ARN of the key of streams and queues, for whoever reads one. */
export function keyArnOf({ key }: Messaging): pulumi.Output<string> {
  if (key === undefined) {
    throw new Error("a function handles a stream or a queue where there is none; check the environment first");
  }
  return key.keyArn;
}

function idempotencyOf(
  { stack: { region } }: Site,
  { once }: PlannedFunction,
  { partition }: FunctionFoundations,
): Pick<HandlerArgs, "idempotencyTable"> {
  if (once === undefined) {
    return {};
  }
  const table = partition.tables.apply((all) => entryOf(all, once, "table"));
  return {
    idempotencyTable: {
      name: table.name,
      arn: table.arns.apply((arns) => entryOf(arns, region, `ARN of table ${once} in`)),
      keyArn: partition.keyArns.apply((arns) => entryOf(arns, region, "key of stores in")),
    },
  };
}

/** AWS's services by their private endpoints, the stores that it uses, and nothing else. */
function networkOf(
  { access }: PlannedFunction,
  { network, groups }: FunctionFoundations,
): NonNullable<HandlerArgs["network"]> {
  const { cidr, endpointSecurityGroupId } = network;
  const database = access.database ? groups.database : undefined;
  const cache = access.cache === undefined ? undefined : groups.cache;
  return {
    vpcId: network.vpcId,
    subnetIds: network.privateSubnetIds,
    destinations: {
      aws: {
        port: HTTPS,
        ...(endpointSecurityGroupId === undefined ? { cidr } : { securityGroupId: endpointSecurityGroupId }),
      },
      dynamodb: { port: HTTPS, prefixListId: network.gatewayPrefixListIds.dynamodb },
      ...(database === undefined ? {} : { database: { port: PROXY_PORT, cidr } }),
      ...(cache === undefined ? {} : { cache: { port: CACHE_PORT, cidr } }),
    },
    clientGroupIds: {
      ...(database === undefined ? {} : { database: database.securityGroupId }),
      ...(cache === undefined ? {} : { cache: cache.securityGroupId }),
    },
  };
}
