import { setTimeout as sleep } from "node:timers/promises";
import type { Caller } from "./caller";
import type { History } from "./history";
import { signal } from "./processes";
import type { Random } from "./random";
import type { Part, World } from "./world";

/** What a fault works on. */
interface Setting {
  readonly world: World;
  readonly random: Random;
  /** Writes down that the fault happens now, once a command is on its way. */
  readonly happens: () => Promise<void>;
}

/** What a machine may lack that some faults need. */
type Tools = Pick<World, "hasFaketime" | "hasRedis">;

type Fault = (setting: Setting) => Promise<void>;

/** How long a part that was killed stays away at most, in ms. */
const AWAY_MILLISECONDS = 400;

/** How often one looks whether a command is on its way, a thousand times a second at most, until something breaks anyway. */
const MOST_WAITS = 3_000;

/** What can be broken, how often it is among a hundred, and how. Each puts things right again before it returns. */
const FAULTS = {
  "kill a replica": {
    weight: 18,
    inject: (setting) => killed(setting, setting.random.pick(["replica-0", "replica-1"])),
  },
  "kill a relay": { weight: 12, inject: (setting) => killed(setting, setting.random.pick(["relay-0", "relay-1"])) },
  "kill the database": { weight: 12, inject: (setting) => killed(setting, "database") },
  "kill the stream": { weight: 8, inject: (setting) => killed(setting, "stream") },
  "kill the cache": { weight: 8, inject: (setting) => killed(setting, "cache") },
  "stop the cache for a while": { weight: 4, inject: (setting) => paused(setting, "cache") },
  "lose the stream's answers": { weight: 8, inject: deafStream },
  "cut all connections to the database": { weight: 14, inject: cutConnections },
  "pause a replica": {
    weight: 8,
    inject: (setting) => paused(setting, setting.random.pick(["replica-0", "replica-1"])),
  },
  "pause a relay beyond its lease": {
    weight: 8,
    inject: (setting) => paused(setting, setting.random.pick(["relay-0", "relay-1"])),
  },
  "stop a connection within its transaction": { weight: 6, inject: stopBackend },
  "hold a transaction open": { weight: 6, inject: holdTransaction },
  "move a clock": { weight: 6, inject: moveClock },
} as const satisfies Record<string, { readonly weight: number; readonly inject: Fault }>;

/** What can be broken. */
export type FaultKind = keyof typeof FAULTS;

/** What some of it needs. */
const NEEDS: Partial<Record<FaultKind, keyof Tools>> = {
  "kill the cache": "hasRedis",
  "stop the cache for a while": "hasRedis",
  "move a clock": "hasFaketime",
};

/** All that can be broken. */
const KINDS = Object.keys(FAULTS) as FaultKind[];

/** Draws what is broken next, of some kinds or of all. */
export function drawFault(random: Random, tools: Tools, among: readonly FaultKind[] = KINDS): FaultKind {
  const kinds = among.filter((kind) => {
    const tool = NEEDS[kind];
    return tool === undefined || tools[tool];
  });
  let drawn = random.below(kinds.reduce((sum, kind) => sum + FAULTS[kind].weight, 0));
  return kinds.find((kind) => (drawn -= FAULTS[kind].weight) < 0) ?? "kill a replica";
}

/** What is broken, and where it is written down. */
export interface Injection extends Omit<Setting, "happens"> {
  readonly history: History;
  readonly caller: Pick<Caller, "inFlight">;
}

/** Breaks something while commands are on their way, and puts it right again. */
export async function inject(kind: FaultKind, { history, caller, ...setting }: Injection): Promise<void> {
  const happens = async (): Promise<void> => {
    for (let waited = 0; caller.inFlight === 0 && waited < MOST_WAITS; waited += 1) {
      await sleep(1);
    }
    history.write({ t: "fault", at: Date.now(), kind });
  };
  await FAULTS[kind].inject({ ...setting, happens });
}

async function killed({ world, random, happens }: Setting, part: Part): Promise<void> {
  await happens();
  await world.kill(part);
  await sleep(random.below(AWAY_MILLISECONDS));
  await world.restart(part);
}

/** Stops a part where it stands, for longer than a lease lasts or a call waits, and lets it go on. */
async function paused({ world, random, happens }: Setting, part: Part): Promise<void> {
  const id = world.pid(part);
  await happens();
  process.kill(id, "SIGSTOP");
  await sleep((part.startsWith("relay") ? 1_800 : 300) + random.below(900));
  process.kill(id, "SIGCONT");
}

async function deafStream({ world, random, happens }: Setting): Promise<void> {
  const milliseconds = 200 + random.below(600);
  await happens();
  world.tell("stream", `${milliseconds}\n`);
  await sleep(milliseconds);
}

async function cutConnections({ world, happens }: Setting): Promise<void> {
  const owner = await world.connect();
  await happens();
  await owner.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'postgres' and pid <> pg_backend_pid()",
  );
  await owner.end();
}

/** Keeps a row and a transaction number for a while, as a report or a person at a console does. */
async function holdTransaction({ world, random, happens }: Setting): Promise<void> {
  const owner = await world.connect();
  await owner.query("begin");
  await owner.query("set local lock_timeout = '2s'");
  const sku = `hot-${random.below(4)}`;
  const locked = await owner
    .query("select pg_current_xact_id() from inventory.stock where sku = $1 for update", [sku])
    .catch(() => undefined);
  await happens();
  await sleep(locked === undefined ? 0 : 300 + random.below(900));
  await owner.query("rollback");
  await owner.end();
}

/**
 * Stops a process of the database that has written and not committed yet, as a slow disk does: what others commit meanwhile
 * has later positions in the log, and is there earlier.
 */
async function stopBackend({ world, random, happens }: Setting): Promise<void> {
  const owner = await world.connect();
  await happens();
  for (let looked = 0; looked < MOST_WAITS; looked += 1) {
    const { rows } = await owner.query<{ pid: number }>(
      "select pid from pg_stat_activity where backend_xid is not null and pid <> pg_backend_pid() limit 1",
    );
    const [writing] = rows;
    if (writing !== undefined && signal(writing.pid, "SIGSTOP")) {
      await sleep(200 + random.below(500));
      signal(writing.pid, "SIGCONT");
      break;
    }
  }
  await owner.end();
}

/** The clock of the second replica goes minutes ahead or behind, and comes back. */
async function moveClock({ world, random, happens }: Setting): Promise<void> {
  await happens();
  world.moveClock(random.pick([-600, -90, 90, 600]));
  await sleep(1_000 + random.below(1_500));
  world.moveClock(0);
}
