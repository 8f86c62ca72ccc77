import os from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Client } from "pg";
import { httpMarketplace, httpWarehouse, readParties, type OpenParties } from "../../src/channels";
import { openFiles } from "../../src/files";
import { reservationOf } from "../../src/channels/keys";
import type { Service, ServiceOptions } from "../../src/service";
import { InProcessStream } from "../../src/stream";
import { callerOf, issueKey, serviceOn, type Call } from "../http/caller";
import type { TestServer } from "../storage/database";
import { FakeMarketplace } from "./fakes/marketplace";
import { FakeErp, SECRET } from "./fakes/erp";
import { NO_FAULTS, type Faults } from "./fakes/late-messages";
import { TOKEN } from "./fakes/party-server";
import { FakeWarehouse } from "./fakes/warehouse";

const COPIES = path.join(os.tmpdir(), "inventory-test-copies");

export interface Parts {
  readonly market: FakeMarketplace;
  readonly other: FakeMarketplace;
  readonly warehouse: FakeWarehouse;
}

/** Parties that start, with what they do wrong. */
export async function startParts(faults: Partial<Faults> = {}): Promise<Parts> {
  const seeded = { ...NO_FAULTS, ...faults };
  return {
    market: await new FakeMarketplace(seeded).start(),
    other: await new FakeMarketplace({ ...seeded, seed: seeded.seed + 1 }).start(),
    warehouse: await new FakeWarehouse({ ...seeded, seed: seeded.seed + 2 }).start(),
  };
}

export async function stopParts(parts: Parts): Promise<void> {
  await Promise.all(Object.values(parts).map((each: Parts[keyof Parts]) => each.stop()));
}

interface Shared {
  readonly tenant?: string;
  readonly drop?: string | undefined;
}

/** The channels of a tenant, as a file names them. */
export function fileOf({ market, other, warehouse }: Parts, { tenant = "acme", drop }: Shared = {}): string {
  const shared = { tenant, token: TOKEN };
  const locations = ["berlin", "turin"];
  const channels = [
    { kind: "marketplace", ...shared, channel: "market", url: market.url, locations, warehouse: "3pl" },
    { kind: "marketplace", ...shared, channel: "other", url: other.url, locations, warehouse: "3pl" },
    { kind: "warehouse", ...shared, channel: "3pl", url: warehouse.url },
    { kind: "erp", tenant, channel: "erp", secret: SECRET, ...(drop === undefined ? {} : { drop }) },
  ];
  return JSON.stringify({ channels });
}

/** The channels of a tenant, as they are opened. */
export function partiesOf(parts: Parts, clock: () => number, options: Shared = {}): OpenParties {
  const parties = readParties(fileOf(parts, options));
  const opened = { writer: "test", region: undefined, endpoint: undefined, copies: COPIES };
  return {
    marketplaces: parties.flatMap((each) =>
      each.kind === "marketplace" ? [{ ...each, port: httpMarketplace({ ...each, clock }) }] : [],
    ),
    warehouses: parties.flatMap((each) =>
      each.kind === "warehouse" ? [{ ...each, port: httpWarehouse({ ...each, clock }) }] : [],
    ),
    erps: parties.flatMap((each) =>
      each.kind === "erp"
        ? [{ ...each, files: each.drop === undefined ? undefined : openFiles(each.drop, opened).files }]
        : [],
    ),
  };
}

/** A service with channels, over HTTP, and those with whom it shares its stock. */
export interface World extends Parts {
  readonly erp: FakeErp;
  readonly service: Service;
  readonly owner: Client;
  readonly url: string;
  readonly call: Call;
  /** Has time pass: for whoever waits for it, and in what is stored. */
  pass(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly faults?: Partial<Faults>;
  readonly drop?: string;
  readonly service?: Partial<ServiceOptions>;
}

export async function startWorld(server: TestServer, options: WorldOptions = {}): Promise<World> {
  const parts = await startParts(options.faults);
  let passed = 0;
  const clock = (): number => performance.now() + passed;
  const parties = partiesOf(parts, clock, { drop: options.drop });
  const stream = new InProcessStream();
  const { service, owner, url } = await serviceOn(server, {
    ...{ connections: 8, stream, source: stream, parties, clock },
    ...options.service,
  });
  const seeded = { ...NO_FAULTS, ...options.faults };
  return {
    ...parts,
    erp: new FakeErp({ drop: options.drop, url: `${url}/v1/webhooks/erp` }, { ...seeded, seed: seeded.seed + 3 }),
    ...{ service, owner, url, call: callerOf(url, await issueKey(owner)) },
    pass: async (milliseconds) => {
      passed += milliseconds;
      for (const table of ["channel_order", "channel_message", "channel_listing"]) {
        await owner.query(`update inventory.${table} set due_at = due_at - make_interval(secs => $1 / 1000.0)`, [
          milliseconds,
        ]);
      }
      await owner.query(
        "update inventory.channel_order set entered_at = entered_at - make_interval(secs => $1 / 1000.0)",
        [milliseconds],
      );
    },
    stop: async () => {
      await service.stop();
      await stopParts(parts);
    },
  };
}

/** Waits until something is so. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (await isSo()) {
      return;
    }
    await setTimeout(50);
  }
  throw new Error(`it has not come to this: ${what}`);
}

/** Where the service has an order. */
export async function stepOf(
  { owner }: Pick<World, "owner">,
  orderRef: string,
  channel = "market",
): Promise<string | undefined> {
  const text = "select step from inventory.channel_order where order_ref = $1 and channel = $2";
  return (await owner.query<{ step: string }>(text, [orderRef, channel])).rows[0]?.step;
}

/** What the warehouse calls an order of a channel. */
export function orderAt(channel: string, orderRef: string): string {
  return reservationOf({ channel, orderRef });
}

/** On hand and reserved of a SKU, by location. */
export async function stockOf(
  world: Pick<World, "call">,
  sku: string,
): Promise<Record<string, readonly [number, number]>> {
  const { body } = await world.call("GET", `/v1/stock/${sku}`);
  const rows = body["rows"] as readonly { location: string; onHand: number; reserved: number }[];
  return Object.fromEntries(rows.map(({ location, onHand, reserved }) => [location, [onHand, reserved]]));
}
