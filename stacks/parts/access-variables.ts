import type * as pulumi from "@pulumi/pulumi";
import { entryOf } from "../outputs";
import { type RegionStack, variableName } from "../topology";
import type { Accessible, Accessor } from "./access-rights";
import { readerOf, writerOf } from "./stores";

/** Variables of what an accessor uses, under the names that services have for it. */
export function accessVariables(
  { environment, partition: partitionName, features }: RegionStack,
  access: Accessor["access"],
  { partition, messaging, stores }: Accessible,
): Readonly<Record<string, pulumi.Input<string>>> {
  return {
    ENVIRONMENT: environment,
    PARTITION: partitionName,
    ...Object.fromEntries(
      Object.keys(access.tables).map((table) => [
        variableName("TABLE", table),
        partition.tables.apply((all) => entryOf(all, table, "table").name),
      ]),
    ),
    ...Object.fromEntries(
      access.streams.map((stream) => [
        variableName("STREAM", stream),
        entryOf(messaging.streams, stream, "stream").name,
      ]),
    ),
    ...Object.fromEntries(
      access.queues.map((queue) => [variableName("QUEUE", queue), entryOf(messaging.queues, queue, "queue").url]),
    ),
    ...storeVariables(access, stores),
    ...Object.fromEntries(features.map(({ name, isOn }) => [variableName("FEATURE", name), String(isOn)])),
  };
}

function storeVariables(
  access: Accessor["access"],
  { database, cache }: Accessible["stores"],
): Readonly<Record<string, pulumi.Input<string>>> {
  return {
    ...(access.database && database !== undefined
      ? {
          DATABASE_NAME: database.databaseName,
          DATABASE_WRITER: writerOf(database),
          DATABASE_READER: readerOf(database),
        }
      : {}),
    ...(access.cache !== undefined && cache !== undefined
      ? { CACHE_ADDRESS: cache.address, CACHE_PORT: String(cache.port) }
      : {}),
  };
}
