import { createReadStream } from "node:fs";
import { Client } from "pg";
import type { Evidence, EventFound, Left, ReservationFound, StockFound } from "./evidence";

/** Rows that are fetched at once. */
const FETCHED = 5_000;

/** Where a run left its traces. */
export interface Traces {
  readonly historyFile: string;
  readonly streamFile: string;
  /** The database, as the owner of its tables. */
  readonly databaseUrl: string;
}

/** Reads what a run left. One connection reads all tables, one after the other. */
export async function gather<Result>(
  { historyFile, streamFile, databaseUrl }: Traces,
  judge: (evidence: Evidence) => Promise<Result>,
): Promise<Result> {
  const owner = new Client({ connectionString: databaseUrl });
  await owner.connect();
  try {
    await owner.query("set work_mem = '256MB'");
    return await judge({
      history: linesOf(historyFile),
      stream: linesOf(streamFile),
      log: rowsOf<EventFound>(owner, LOG),
      reservations: rowsOf<ReservationFound>(owner, RESERVATIONS),
      stock: rowsOf<StockFound>(owner, STOCK),
      left: await readLeft(owner),
    });
  } finally {
    await owner.end();
  }
}

const LOG = `
  select subject, version::integer, floor(extract(epoch from recorded_at) * 1000)::double precision as "recordedAt", data
  from inventory.stock_event
  order by transaction, sequence`;

const RESERVATIONS = `
  select tenant, reservation, channel, status, (extract(epoch from expires_at) * 1000)::double precision as "expiresAt",
    allocations, version
  from inventory.reservation`;

const STOCK = `
  select tenant, sku, location, on_hand as "onHand", reserved, in_transit as "inTransit", safety_stock as "safetyStock",
    promise_limit as "promiseLimit", allotments, version::integer
  from inventory.stock`;

const LEFT = `
  select (select count(*) from inventory.idempotency_key)::integer as answers,
    (select count(*) from inventory.reservation where status = 'held')::integer as holds,
    (select count(*) from pg_stat_activity where xact_start is not null and pid <> pg_backend_pid() and backend_type = 'client backend')::integer
      as transactions,
    (select count(*) from inventory.consumer_subject where highest > version)::integer as waiting`;

async function readLeft(owner: Client): Promise<Left> {
  const { rows } = await owner.query<Left>(LEFT);
  const [left] = rows;
  if (left === undefined) {
    throw new Error("internal: a statement without a table has one row");
  }
  return left;
}

async function* rowsOf<Row extends object>(owner: Client, query: string): AsyncGenerator<readonly Row[]> {
  await owner.query("begin read only");
  await owner.query(`declare found no scroll cursor for ${query}`);
  for (;;) {
    const { rows } = await owner.query<Row>(`fetch ${FETCHED} from found`);
    if (rows.length === 0) {
      break;
    }
    yield rows;
  }
  await owner.query("commit");
}

async function* linesOf(file: string): AsyncGenerator<readonly string[]> {
  let rest = "";
  for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    const lines = `${rest}${String(chunk)}`.split("\n");
    rest = lines.pop() ?? "";
    yield lines;
  }
  if (rest !== "") {
    throw new Error(`${file} ends within a line`);
  }
}
