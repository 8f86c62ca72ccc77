/** What the service needs of a connection: the part of `pg`'s client that it uses. */
export interface Db {
  query<Row>(query: Query): Promise<{ readonly rows: Row[] }>;
}

/** One statement. A name lets the connection keep it prepared. */
export interface Query {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** A pool of connections: the part of `pg`'s pool that the service uses. */
export interface DbPool {
  connect(): Promise<DbConnection>;
}

/** A connection that goes back to its pool, or is closed where it failed. */
export interface DbConnection extends Db {
  release(failed?: boolean): void;
}

/**
 * Settings of the connections that run batches. They own nothing, so that row-level security holds for them. And they
 * look rows up by key alone, in nested loops over indexes: a statement that is prepared while a table is empty, or that is
 * thought to find few rows of a tenant, would otherwise be planned, for good, to read all of them.
 */
export const BATCH_SETTINGS = [
  "role=inventory_service",
  "enable_seqscan=off",
  "enable_hashjoin=off",
  "enable_mergejoin=off",
  "enable_bitmapscan=off",
  "enable_material=off",
  "jit=off",
  "timezone=UTC",
]
  .map((setting) => `-c ${setting}`)
  .join(" ");
