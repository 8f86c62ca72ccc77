import { reservationKeyText } from "../domain";
import {
  keepEvents,
  lockReservations,
  lockStock,
  noteResolved,
  readLost,
  updateReservations,
  withholdUnits,
  writeStock,
  type Db,
  type KeptCommand,
} from "../storage";
import { decideResolution, type Resolution, type Resolved } from "./decide-resolution";
import { inTransaction } from "./in-transaction";

/** Which lost commands are resolved, and how. */
export interface ResolveOptions {
  /** Where they are kept, as its owner. */
  readonly db: Db;
  /** Their numbers; `null` for all that are not resolved. */
  readonly ids: readonly number[] | null;
  /** What they come to. */
  readonly resolution: Resolution;
  /** Whether it is done, or only said. */
  readonly isApplied: boolean;
}

/** What became of lost commands. */
export interface ResolveReport {
  readonly resolution: Resolution;
  readonly isApplied: boolean;
  /** Numbers of those that are resolved, or would be. */
  readonly resolved: readonly number[];
  /** Why others are not. */
  readonly kept: readonly string[];
  /** Numbers that are not those of unresolved commands. */
  readonly unknown: readonly number[];
}

/** Resolves lost commands, each in a transaction of its own: it comes to hold or it does not, and its units are no longer withheld. */
export async function resolve({ db, ids, resolution, isApplied }: ResolveOptions): Promise<ResolveReport> {
  const commands = await readLost(db, { ids, isOpen: true });
  const resolved: number[] = [];
  const kept: string[] = [];
  for (const command of commands) {
    const problem = await inTransaction(db, () => resolveOne(db, command, { resolution, isApplied }));
    if (problem === undefined) {
      resolved.push(command.id);
    } else {
      kept.push(problem);
    }
  }
  const found = new Set(commands.map(({ id }) => id));
  return { resolution, isApplied, resolved, kept, unknown: (ids ?? []).filter((id) => !found.has(id)) };
}

async function resolveOne(
  db: Db,
  command: KeptCommand,
  { resolution, isApplied }: Pick<ResolveOptions, "resolution" | "isApplied">,
): Promise<string | undefined> {
  const { tenant, reservation, units } = command;
  const levels = await lockStock(
    db,
    units.map(({ sku, location }) => ({ tenant, sku, location })),
  );
  const locked = reservation === null ? [] : await lockReservations(db, [{ tenant, reservation }]);
  const reservations = new Map(locked.map((each) => [reservationKeyText(each), each]));
  const decided = decideResolution(command, resolution, { levels, reservations });
  if (typeof decided === "string" || !isApplied) {
    return typeof decided === "string" ? decided : undefined;
  }
  if (!(await noteResolved(db, command.id, resolution))) {
    return `command ${command.id} was resolved meanwhile`;
  }
  await write(db, decided);
  return undefined;
}

async function write(db: Db, { rows, withheld, reservation, events }: Resolved): Promise<void> {
  await withholdUnits(db, withheld);
  await writeStock(db, rows);
  await updateReservations(db, reservation === undefined ? [] : [reservation]);
  await keepEvents(db, events, "0");
}
