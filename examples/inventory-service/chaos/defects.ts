import type { RunOptions } from "./run/options";
import type { Patch } from "./run/patches";

/** A defect that a copy of the service is given, to see whether it is found. */
export interface Defect {
  readonly name: string;
  readonly patches: readonly Patch[];
  /**
   * What has to break, and which orders have to come, for it to show.
   *
   * @default - what breaks and comes in any run
   */
  readonly shownBy?: Pick<RunOptions, "kinds" | "orders">;
}

const DECIDE = "src/storage/decide-batch.ts";
const EXECUTE = "src/storage/execute-batch.ts";
const WRITE = "src/storage/write-batch.ts";
const KEYS = "src/storage/idempotency.ts";
const PIPELINE = "src/batch/pipeline.ts";
const COMPLETION = "src/domain/decide-completion.ts";
const RELAY = "migrations/0005_relay.sql";

/** Each of them is a mistake that a service of this kind makes, and that its own tests may well let pass. */
export const DEFECTS: readonly Defect[] = [
  {
    name: "the key is looked at after the stock",
    patches: [
      {
        file: DECIDE,
        find: "    if (before !== undefined) {",
        replace: `    const stock = { levels: this.#work.levels, reservations: new Map() };
    const first = request.command.kind === "reserve" ? decide(stock, request.command, this.#now) : undefined;
    if (before !== undefined && first !== undefined && isSoldOut(first)) {
      return { kind: "answered", answer: answerOf(first), replayed: false };
    }
    if (before !== undefined) {`,
      },
    ],
  },
  {
    name: "the key is not looked at again once the rows are locked",
    patches: [
      {
        file: EXECUTE,
        find: "  const begun = begin(db, [...new Set(commands.map(({ tenant }) => tenant))]);",
        replace: `  const begun = begin(db, [...new Set(commands.map(({ tenant }) => tenant))]);
  const early = readKeys(db, keys);
  early.catch(() => undefined);`,
      },
      { file: EXECUTE, find: "    readKeys(db, keys),\n", replace: "    early,\n" },
      {
        file: KEYS,
        find: "      order by k.day, k.hash`",
        replace: "      order by k.day, k.hash on conflict do nothing`",
      },
    ],
  },
  {
    name: "the key is compared without the payload",
    patches: [
      { file: DECIDE, find: "return before.fingerprint === key?.fingerprint", replace: "return key !== undefined" },
    ],
  },
  {
    name: "the sweep ends holds without a lock on their rows",
    patches: [
      {
        file: "src/service/service.ts",
        find: "  const parts = { pool, metrics, guard, admission, batcher: guarded, reader",
        replace: `  const sweeper = openBatcher(pool, { clock, mostWaiting: MOST_WAITING });
  const parts = { pool, metrics, guard, admission, batcher: sweeper, reader`,
      },
      {
        file: EXECUTE,
        find: "    lockStock(db, rowsTouched(commands, promised)),",
        replace: `    lockStock(db, rowsTouched(commands, promised), commands.some(({ kind }) => kind !== "expire")),`,
      },
      {
        file: "src/storage/stock.ts",
        find: "keys: readonly StockKey[]): Promise<Map<string, StockLevel>> {",
        replace: "keys: readonly StockKey[], isLocked = true): Promise<Map<string, StockLevel>> {",
      },
      {
        file: "src/storage/stock.ts",
        find: `    name: "lock-stock",`,
        replace: `    name: isLocked ? "lock-stock" : "see-stock",`,
      },
      {
        file: "src/storage/stock.ts",
        find: "        for update\n",
        replace: "        ${isLocked ? 'for update' : 'limit 1'}\n",
      },
    ],
  },
  {
    name: "the relay goes by the sequence alone",
    shownBy: { kinds: ["stop a connection within its transaction"], orders: "calm" },
    patches: [
      {
        file: RELAY,
        find: "      and (one.transaction, one.sequence) > (published.transaction, published.sequence)\n      and one.transaction <= pg_snapshot_xmin(pg_current_snapshot())\n    order by one.transaction, one.sequence",
        replace: "      and one.sequence > published.sequence\n    order by one.sequence",
      },
    ],
  },
  {
    name: "the relay orders events by the number of their transaction",
    shownBy: { kinds: ["stop a connection within its transaction"] },
    patches: [
      {
        file: RELAY,
        find: "  return greatest(pg_snapshot_xmax(pg_current_snapshot())::text::bigint, pg_current_xact_id()::text::bigint + 1)::text::xid8;",
        replace: "  return (pg_current_xact_id()::text::bigint + 1)::text::xid8;",
      },
    ],
  },
  {
    name: "a lease is taken without a new fence",
    patches: [
      { file: "src/storage/relay.ts", find: "fence = taken.fence + 1,", replace: "fence = greatest(taken.fence, 1)," },
    ],
  },
  {
    name: "the cache is written before the commit",
    shownBy: { kinds: ["kill the database"] },
    patches: [
      {
        file: EXECUTE,
        find: "    await writeBatch(db, work, read.now);",
        replace: `    const { beforeCommit } = globalThis as { beforeCommit?: (outcome: Outcome) => Promise<void> };
    for (const outcome of outcomes) {
      await beforeCommit?.(outcome);
    }
    await writeBatch(db, work, read.now);`,
      },
      {
        file: "src/service/service.ts",
        find: "  const { app, operations } = await openHttp(options, {",
        replace: `  Object.assign(globalThis, {
    beforeCommit: async (outcome: { kind: string; answer: Parameters<AvailabilityReader["committed"]>[0] }) =>
      outcome.kind === "answered" ? availability.committed(outcome.answer) : undefined,
  });
  const { app, operations } = await openHttp(options, {`,
      },
    ],
  },
  {
    name: "events are written in a transaction of their own",
    patches: [
      {
        file: WRITE,
        find: "    ...(work.events.length > 0 ? [appendEvents(db, work.events, now)] : []),\n",
        replace: "",
      },
      {
        file: WRITE,
        find: `    db.query({ text: "commit" }),`,
        replace: `    db.query({ text: "commit" }),
    ...(work.events.length > 0 ? afterwards(db, stock, () => appendEvents(db, work.events, now)) : []),`,
      },
      {
        file: WRITE,
        find: "/**\n * Writes all that a batch changed",
        replace: `${ownTransaction()}/**\n * Writes all that a batch changed`,
      },
    ],
  },
  {
    name: "answers are stored in a transaction of their own",
    patches: [
      {
        file: WRITE,
        find: "    ...(work.answers.length > 0 ? [storeAnswers(db, work.answers, now)] : []),\n",
        replace: "",
      },
      {
        file: WRITE,
        find: `    db.query({ text: "commit" }),`,
        replace: `    db.query({ text: "commit" }),
    ...(work.answers.length > 0 ? afterwards(db, work.answers, () => storeAnswers(db, work.answers, now)) : []),`,
      },
      {
        file: WRITE,
        find: "/**\n * Writes all that a batch changed",
        replace: `${ownTransaction()}/**\n * Writes all that a batch changed`,
      },
    ],
  },
  {
    name: "a late confirmation does not take its units again",
    patches: [
      {
        file: COMPLETION,
        find: `  if (reservation.status === "held") {`,
        replace: `  if (reservation.status === "held" || reservation.status === "expired") {`,
      },
    ],
  },
  {
    name: "a hold that is given back twice gives its units back twice",
    patches: [
      {
        file: COMPLETION,
        find: "  if (reservation.status !== from) {",
        replace: "  if (reservation.status !== from && reservation.status !== to) {",
      },
      {
        file: COMPLETION,
        find: "  const changes = givingBack(reservation, openAllocations(reservation));",
        replace: "  const changes = givingBack(reservation, reservation.allocations.filter((each) => !each.shipped));",
      },
    ],
  },
  {
    name: "a batch whose commit was lost is run anew",
    patches: [
      {
        file: "src/batch/execute-splitting.ts",
        find: "      return await onConnection(pool, (db) => executeRequests(db, requests));",
        replace:
          "      return await onConnection(pool, (db) => executeRequests(db, attempt === 0 ? requests : requests.map((each) => ({ ...each, key: null }))));",
      },
      {
        file: PIPELINE,
        find: "    }).catch(() => undefined);",
        replace: `    }).catch(() => {
      requests = requests.map((each) => ({ ...each, key: null }));
      return undefined;
    });`,
      },
    ],
  },
  {
    name: "rows are not locked for what was decided ahead",
    shownBy: { orders: "rush" },
    patches: [
      {
        file: "src/storage/reserve-ahead.ts",
        find: "one.location = e.location\n      for update",
        replace: "one.location = e.location\n      limit 1",
      },
    ],
  },
  {
    name: "a reservation that comes alone sells the safety stock",
    patches: [
      {
        file: "src/storage/reserve-one.ts",
        find: "and s.on_hand - s.reserved - s.safety_stock >= $4",
        replace: "and s.on_hand - s.reserved >= $4",
      },
    ],
  },
];

/** A function for statements that come after the commit of what they belong to. */
function ownTransaction(): string {
  return `function afterwards(db: Db, rows: readonly { readonly tenant: string }[], write: () => Promise<void>): Promise<unknown>[] {
  const tenants = JSON.stringify([...new Set(rows.map(({ tenant }) => tenant))]);
  return [
    db.query({ text: "begin" }),
    db.query({ text: "select set_config('inventory.tenants', $1, true)", values: [tenants] }),
    write(),
    db.query({ text: "commit" }),
  ];
}

`;
}
