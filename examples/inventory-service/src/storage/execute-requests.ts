import type { Db } from "./db";
import { executeBatch } from "./execute-batch";
import { storedKey } from "./idempotency";
import type { CommandRequest, Outcome } from "./request";
import { reserveOne } from "./reserve-one";

/** Runs requests: one that came alone the short way where there is one, all others as a batch. */
export async function executeRequests(db: Db, requests: readonly CommandRequest[]): Promise<readonly Outcome[]> {
  const [first, ...others] = requests;
  const alone = first !== undefined && others.length === 0 ? await executeAlone(db, first) : undefined;
  return alone === undefined ? executeBatch(db, requests) : [alone];
}

async function executeAlone(db: Db, request: CommandRequest): Promise<Outcome | undefined> {
  const key = storedKey(request);
  const { command, traceparent } = request;
  return key === undefined || command.kind !== "reserve" ? undefined : reserveOne(db, { command, traceparent }, key);
}
