import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { check, type Verdict } from "../checker/check";
import { gather } from "../checker/gather";
import { Caller } from "./caller";
import { drawFault, inject } from "./faults";
import { History } from "./history";
import { Load } from "./load";
import type { RunOptions } from "./options";
import type { Patch } from "./patches";
import { Random } from "./random";
import { Reader } from "./reader";
import { World } from "./world";

/** How long commands that were begun may take until they are answered once no more are, in ms. */
const PATIENCE_MILLISECONDS = 60_000;

/** For how long a replica believes what it has in its cache, and a little more, in ms. */
const CACHE_MILLISECONDS = 5_500;

/** How long events and holds may take until nothing is left of them, in ms. */
const SETTLE_MILLISECONDS = 40_000;

/** So few that a replica has one command at a time. */
const FEW_CALLERS = 2;

/** For how long few are there, in ms. */
const FEW_MILLISECONDS = 2_000;

/** What a run came to. */
export interface Ended {
  readonly verdict: Verdict;
  /** Where everything lies that it left; deleted where the verdict is good. */
  readonly folder: string;
  readonly loadSeconds: number;
  readonly checkSeconds: number;
  readonly hasFaketime: boolean;
  readonly hasRedis: boolean;
}

/** Starts everything, has commands carried out while things break, waits until nothing moves, and has it judged. */
export async function runChaos(options: RunOptions, patches: readonly Patch[] = []): Promise<Ended> {
  const world = await World.start(options.seed, patches);
  const abort = (): void => {
    void world.end().finally(() => process.exit(130));
  };
  process.once("SIGINT", abort).once("SIGTERM", abort);
  try {
    const ended = await runIn(world, options);
    await world.stopAll();
    return ended;
  } finally {
    await world.end();
    process.off("SIGINT", abort).off("SIGTERM", abort);
  }
}

async function runIn(world: World, options: RunOptions): Promise<Ended> {
  const historyFile = path.join(world.folder, "history.ndjson");
  const history = new History(historyFile);
  const began = performance.now();
  await Promise.race([load(world, history, options), world.processes.failed]);
  const loadSeconds = (performance.now() - began) / 1000;
  await settle(world);
  await sleep(CACHE_MILLISECONDS);
  await new Reader({ ...world, history }).readAll();
  await Promise.all((["replica-0", "replica-1", "relay-0", "relay-1"] as const).map((part) => world.stop(part)));
  history.close();
  const judging = performance.now();
  const { streamFile, databaseUrl, folder, hasFaketime, hasRedis } = world;
  const verdict = await gather({ historyFile, streamFile, databaseUrl }, check);
  const checkSeconds = (performance.now() - judging) / 1000;
  return { verdict, folder, loadSeconds, checkSeconds, hasFaketime, hasRedis };
}

async function load(world: World, history: History, options: RunOptions): Promise<void> {
  const { seed, seconds, commands, faults, awaitsFaults, callers } = options;
  const until = performance.now() + seconds * 1000;
  const running = { isOver: false, broken: 0 };
  const isPatient = (): boolean => performance.now() < until + PATIENCE_MILLISECONDS;
  const caller = new Caller({ ...world, history, isPatient });
  const goesOn = (): boolean =>
    performance.now() < until && (caller.commands < commands || (awaitsFaults && running.broken < faults));
  const orders = new Load({ caller, seed, orders: options.orders ?? "mixed", goesOn });
  orders.callers(callers);
  const work = orders.run().finally(() => (running.isOver = true));
  const loaded = { world, history, options, caller, orders, running, goesOn };
  await Promise.all([work, readOn(loaded), breakThings(loaded)]);
}

interface Loaded {
  readonly world: World;
  readonly history: History;
  readonly options: RunOptions;
  readonly caller: Caller;
  readonly orders: Load;
  readonly running: { isOver: boolean; broken: number };
  readonly goesOn: () => boolean;
}

/** Asks what may be sold, as long as that changes. */
async function readOn({ world, history, options, caller, running }: Loaded): Promise<void> {
  const reader = new Reader({ ...world, history });
  const random = new Random(options.seed, -2_000_000);
  await whenFilled(caller, running);
  while (!running.isOver) {
    await Promise.race([reader.readAny(random), sleep(50)]);
    await sleep(4);
  }
}

/** Each thing breaks when so many commands were sent, one after the other. */
async function breakThings({ world, history, options, caller, orders, running, goesOn }: Loaded): Promise<void> {
  const { seed, faults, commands, callers, kinds } = options;
  const random = new Random(seed, -3_000_000);
  await whenFilled(caller, running);
  for (; running.broken < faults && goesOn(); running.broken += 1) {
    while (goesOn() && caller.commands < ((running.broken + 0.5) * commands) / faults) {
      await sleep(5);
    }
    // Every fourth time few are there for a while, so that commands come alone and go the short way.
    if (running.broken % 4 === 3) {
      orders.callers(FEW_CALLERS);
      await sleep(FEW_MILLISECONDS);
    }
    await inject(drawFault(random, world, kinds), { world, random, history, caller });
    orders.callers(callers);
  }
}

async function whenFilled(caller: Caller, running: { readonly isOver: boolean }): Promise<void> {
  while (!running.isOver && caller.commands < FIRST_COMMANDS) {
    await sleep(10);
  }
}

/** The shelves are full after so many commands, and nothing breaks before. */
const FIRST_COMMANDS = 850;

/** Waits until all events are published and followed, and no hold is left: the longest of them lasts some seconds. */
async function settle(world: World): Promise<void> {
  const owner = await world.connect();
  const until = performance.now() + SETTLE_MILLISECONDS;
  for (let left = 1; left > 0 && performance.now() < until; await sleep(200)) {
    const { rows } = await owner.query<{ left: number }>(LEFT);
    left = rows[0]?.left ?? 0;
  }
  await owner.end();
}

const LEFT = `
  select ((select count(*) from inventory.reservation where status = 'held')
    + (select count(*) from inventory.relay_shard as published where exists (
        select from inventory.stock_event as e where e.shard = published.shard
          and (e.transaction, e.sequence) > (published.transaction, published.sequence)))
    + (select count(*) from inventory.consumer_subject where highest > version))::integer as left`;

/** Deletes what a run left. */
export function forget({ folder }: Ended): void {
  fs.rmSync(folder, { recursive: true, force: true });
}
