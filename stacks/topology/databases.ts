import type { AuroraInstanceClass } from "../../facts/aurora-instance-classes";
import type { TagValues } from "../../facts/tag-schema";
import type { Environment } from "../environment-schema";
import { physicalName } from "./names";
import { type DatabaseSize, type DatabaseSpan, patternOf } from "./patterns";
import { isKeptIn } from "./residence";
import { withTags } from "./tags";

type Partition = Environment["partitions"][string];
type Tier = Environment["tier"];

/** What the instances of a cluster are made of. */
export type DatabaseCapacity =
  | { readonly kind: "provisioned"; readonly instanceClass: AuroraInstanceClass }
  | { readonly kind: "serverless"; readonly minimumAcu: number; readonly maximumAcu: number };

/**
 * Capacity by tier. Classes that burst cannot join a global database, so that the small tier follows the load.
 */
export const DATABASE_SIZES = {
  "following-load": {
    small: { kind: "serverless", minimumAcu: 0.5, maximumAcu: 4 },
    standard: { kind: "serverless", minimumAcu: 1, maximumAcu: 32 },
    large: { kind: "serverless", minimumAcu: 4, maximumAcu: 128 },
  },
  fixed: {
    small: { kind: "serverless", minimumAcu: 0.5, maximumAcu: 4 },
    standard: { kind: "provisioned", instanceClass: "db.r7g.large" },
    large: { kind: "provisioned", instanceClass: "db.r7g.4xlarge" },
  },
  "counts-alone": {
    small: { kind: "serverless", minimumAcu: 0.5, maximumAcu: 2 },
    standard: { kind: "serverless", minimumAcu: 0.5, maximumAcu: 8 },
    large: { kind: "serverless", minimumAcu: 2, maximumAcu: 32 },
  },
  pausing: {
    small: { kind: "serverless", minimumAcu: 0, maximumAcu: 4 },
    standard: { kind: "serverless", minimumAcu: 0, maximumAcu: 16 },
    large: { kind: "serverless", minimumAcu: 0, maximumAcu: 64 },
  },
} as const satisfies Record<DatabaseSize, Record<Tier, DatabaseCapacity>>;

/** Name of the database in every partition. */
export const DATABASE_NAME = "inventory";

/** The transactional database of a partition. */
export interface PlannedDatabase {
  /** Name of the database in the engine, and in the names of what it is made of. */
  readonly databaseName: string;
  /** Version of Aurora PostgreSQL. */
  readonly engineVersion: string;
  /** Regions that have a cluster. */
  readonly span: DatabaseSpan;
  /** What the instances are made of. */
  readonly capacity: DatabaseCapacity;
  /** How the storage is billed. */
  readonly storage: "standard" | "io-optimized";
  /** Whether a proxy shares connections; its own would keep instances awake that are to pause. */
  readonly proxy: boolean;
  /** Identifier of the global database. */
  readonly globalIdentifier: string;
  /** Name of the secret of its first user. */
  readonly secretName: string;
  /** Its tags. */
  readonly tags: TagValues;
}

/**
 * The database of a partition.
 * @returns nothing where its data stays on premises
 */
export function databaseOf(
  {
    environment,
    partition,
    tags: inherited,
  }: { readonly environment: Environment; readonly partition: Partition; readonly tags: TagValues },
  stack: string,
): { readonly database?: PlannedDatabase } {
  const { size, span } = patternOf(environment).database;
  const tags = withTags(inherited, environment.database.tags);
  if (!isKeptIn(partition, tags["data-class"])) {
    return {};
  }
  return {
    database: {
      databaseName: DATABASE_NAME,
      engineVersion: environment.database.engineVersion,
      span,
      capacity: DATABASE_SIZES[size][environment.tier],
      storage: environment.tier === "large" ? "io-optimized" : "standard",
      proxy: size !== "pausing",
      globalIdentifier: physicalName(stack, DATABASE_NAME),
      secretName: `${stack}/${DATABASE_NAME}/dbowner`,
      tags,
    },
  };
}
