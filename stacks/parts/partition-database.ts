import type * as pulumi from "@pulumi/pulumi";
import type { PartitionKeys } from "../../components/keys";
import { DatabaseSecret, GlobalDatabase } from "../../components/relational";
import type { PlannedDatabase } from "../topology";
import type { PartitionSite } from "./partition-site";

/** What belongs to no region of a database, and so survives a change of roles. */
export interface PartitionDatabase {
  /** What others may know of it. */
  readonly outputs: {
    readonly globalIdentifier?: pulumi.Output<string>;
    readonly writerEndpoint?: pulumi.Output<string>;
    readonly username: string;
    readonly secretArns: Readonly<Record<string, pulumi.Output<string>>>;
  };
  /** Password that the database is created with. */
  readonly password: pulumi.Output<string>;
}

/**
 * Builds the secret of the database and, where it spans regions, the global database that its clusters join.
 * @returns nothing where the partition has no database
 */
export function buildDatabase(site: PartitionSite, keys: PartitionKeys): PartitionDatabase | undefined {
  const { database } = site.stack;
  if (database === undefined) {
    return undefined;
  }
  switch (database.span) {
    case "partition":
      return buildGlobalDatabase(site, keys, database);
    case "initial-primary":
      return buildSecret(site, keys, database);
  }
}

function buildGlobalDatabase(
  { stack, opts }: PartitionSite,
  { keyArns }: PartitionKeys,
  { databaseName, engineVersion, globalIdentifier, secretName, tags }: PlannedDatabase,
): PartitionDatabase {
  const { globalClusterIdentifier, writerEndpoint, masterUsername, masterPassword, secretArns } = new GlobalDatabase(
    databaseName,
    {
      globalClusterIdentifier: globalIdentifier,
      databaseName,
      engineVersion,
      secretName,
      homeRegion: stack.initialPrimary,
      keyArns,
      protect: stack.protect,
      tags,
    },
    opts,
  );
  return {
    outputs: { globalIdentifier: globalClusterIdentifier, writerEndpoint, username: masterUsername, secretArns },
    password: masterPassword,
  };
}

function buildSecret(
  { stack, opts }: PartitionSite,
  { keyArns }: PartitionKeys,
  { databaseName, secretName, tags }: PlannedDatabase,
): PartitionDatabase {
  const { username, secretArns, password } = new DatabaseSecret(
    databaseName,
    { secretName, homeRegion: stack.initialPrimary, keyArns, protect: stack.protect, tags },
    opts,
  );
  return { outputs: { username, secretArns }, password };
}
