import type { Db } from "./db";

/** In which epoch a database is, and what it takes. */
export interface EpochRead {
  /** Counts the databases that took changes, one after the other. */
  readonly epoch: number;
  /** Whether it takes changes. */
  readonly isOpen: boolean;
  /** Whether it follows another one, and takes none for that reason. */
  readonly isStandby: boolean;
}

/** Reads the epoch of a connection's database. From then on, the connection's changes are those of that epoch, or refused. */
export async function joinEpoch(db: Db): Promise<EpochRead> {
  const { rows } = await db.query<{ epoch: string; isOpen: boolean; isStandby: boolean }>({
    name: "join-epoch",
    text: `select epoch, is_open as "isOpen", is_standby as "isStandby" from inventory.join_epoch()`,
  });
  const [row] = rows;
  if (row === undefined) {
    throw new Error("the database has no write epoch: inventory.write_epoch is empty, expected one row; restore it");
  }
  return { ...row, epoch: Number(row.epoch) };
}

/** Closes a database to all changes of lower epochs and of its own. For the owner of the tables. */
export async function closeEpoch(db: Db, atLeast: number): Promise<void> {
  await db.query({ text: "call inventory.close_epoch($1)", values: [atLeast] });
}

/** Opens a database to changes, in the epoch it is in. For the owner of the tables. */
export async function openEpoch(db: Db): Promise<void> {
  await db.query({ text: "call inventory.open_epoch()" });
}
