import { AURORA_POSTGRESQL_VERSIONS } from "../../facts/aurora-postgresql-versions";
import type { Refusal } from "../core";
import { databaseSecretRefusals, type DatabaseSecretPlanArgs } from "./database-secret.plan";
import { isDatabaseName, RESERVED_DATABASES } from "./relational.refusals";

/** What decides the shape of a global database. */
export interface GlobalDatabasePlanArgs extends DatabaseSecretPlanArgs {
  /** Identifier of the global database, which its members name. */
  readonly globalClusterIdentifier: string;
  /** Name of the database that it is created with. */
  readonly databaseName: string;
  /** Version of Aurora PostgreSQL, `major.minor`, of every member: an upgrade is a change of this. */
  readonly engineVersion: string;
  /**
   * Port that every member listens on, for the secret.
   *
   * @default 5432
   */
  readonly port?: number;
}

/** Most characters of an identifier. */
export const MAX_GLOBAL_IDENTIFIER = 63;
const IDENTIFIER = new RegExp(`^(?=.{1,${MAX_GLOBAL_IDENTIFIER}}$)[a-z](-?[a-z0-9])*$`);

/** Reasons to refuse a global database. */
export const globalDatabaseRefusals: readonly Refusal<GlobalDatabasePlanArgs>[] = [
  {
    when: ({ globalClusterIdentifier }) => !IDENTIFIER.test(globalClusterIdentifier),
    say: ({ globalClusterIdentifier }) => ({
      arg: "globalClusterIdentifier",
      got: globalClusterIdentifier,
      expected: `1 to ${MAX_GLOBAL_IDENTIFIER} lower-case letters, digits or single dashes, starting with a letter and not ending with a dash`,
      change: "choose an identifier that RDS accepts",
    }),
  },
  {
    when: ({ databaseName }) => !isDatabaseName(databaseName),
    say: ({ databaseName }) => ({
      arg: "databaseName",
      got: databaseName,
      expected: `1 to 63 lower-case letters, digits or underscores, starting with a letter, and none of ${RESERVED_DATABASES.join(", ")}`,
      change: "choose another name",
    }),
  },
  {
    when: ({ engineVersion }) => !AURORA_POSTGRESQL_VERSIONS.includes(engineVersion),
    say: ({ engineVersion }) => ({
      arg: "engineVersion",
      got: engineVersion,
      expected: `one of ${AURORA_POSTGRESQL_VERSIONS.join(", ")}`,
      change: "choose a version that AWS still offers for something new",
    }),
  },
  ...databaseSecretRefusals,
];
