import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { readParties } from "../../src/channels";
import { keyOf, reservationOf } from "../../src/channels/keys";
import { readChannels } from "../../src/service/channels-file";
import { readConfig } from "../../src/service";

const MARKET = {
  ...{
    kind: "marketplace",
    tenant: "acme",
    channel: "market",
    url: "https://market.example",
    token: "0123456789abcdef",
  },
  ...{ locations: ["berlin"], warehouse: "3pl" },
};
const WAREHOUSE = {
  kind: "warehouse",
  tenant: "acme",
  channel: "3pl",
  url: "https://3pl.example",
  token: "0123456789abcdef",
};
const ERP = { kind: "erp", tenant: "acme", channel: "erp", drop: "s3://drops/acme" };

describe("the file of channels", () => {
  it("names marketplaces, warehouses and ERPs, with defaults for what it leaves out", () => {
    expect(readParties(JSON.stringify({ channels: [MARKET, WAREHOUSE, ERP] }))).toEqual([
      { ...MARKET, holdSeconds: 86_400 },
      WAREHOUSE,
      { ...ERP, drop: { kind: "s3", bucket: "drops", prefix: "acme" } },
    ]);
  });

  it("is refused with each place that is wrong, and without a token", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-channels-"));
    const file = path.join(folder, "channels.json");
    const config = { file, region: undefined, endpoint: undefined };
    const refusal = (channels: unknown): string => {
      fs.writeFileSync(file, JSON.stringify({ channels }));
      try {
        readChannels(config);
      } catch (error) {
        return error instanceof Error ? error.message.replaceAll(`CHANNELS_FILE ${file}: `, "") : "";
      }
      return "not refused";
    };
    const wrong = refusal([
      { ...MARKET, token: "short-secret" },
      { ...WAREHOUSE, url: "ftp://3pl" },
    ]);
    const conflicting = refusal([MARKET, { ...WAREHOUSE, tenant: "other" }, { ...ERP, channel: "market" }]);
    fs.writeFileSync(file, "{");
    const broken = (): unknown => readChannels(config);

    expect(wrong.split("\n").map((line) => line.split(":")[0])).toEqual(["channels.0.token", "channels.1.url"]);
    expect(wrong).not.toContain("short-secret");
    expect(conflicting.split("\n")).toEqual([
      "channels.0.warehouse: is no warehouse of the tenant, expected the channel of one",
      "channels.2.channel: is the name of another channel, expected one of its own",
    ]);
    expect(broken).toThrow(new Error(`CHANNELS_FILE ${file}: no JSON, expected an object with channels`));
    fs.rmSync(folder, { recursive: true });
  });

  it("goes with something that carries events, and with connections for those who work on it", () => {
    const environment = {
      CHANNELS_FILE: "/channels.json",
      DATABASE_URL: "postgres://db/inventory",
      DATABASE_CONNECTIONS: "3",
    };

    expect(() => readConfig(environment)).toThrow(
      new Error(
        "KAFKA_BROKERS: is missing, which CHANNELS_FILE needs, or else KINESIS_STREAM: marketplaces are told what events say\n" +
          "DATABASE_CONNECTIONS: is below 4, which CHANNELS_FILE needs",
      ),
    );
    expect(readConfig({ CHANNELS_FILE: "/channels.json" }).channels).toEqual({
      ...{ file: "/channels.json", region: undefined, endpoint: undefined },
    });
  });
});

describe("a key that is made of what it is about", () => {
  it("is a UUID of version 7 with the time it is of; the same for the same, another for anything else", () => {
    const at = Date.parse("2026-11-27T10:00:00.123Z");
    const key = keyOf(["acme", "market", "order-0001", "reserve"], at);

    expect(key).toBe(keyOf(["acme", "market", "order-0001", "reserve"], at));
    expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(key.replace("-", "").slice(0, 12), 16)).toBe(at);
    expect(keyOf(["acme", "market", "order-0001", "confirm"], at)).not.toBe(key);
    // Parts are not put together to the same text.
    expect(keyOf(["ab", "c"], at)).not.toBe(keyOf(["a", "bc"], at));
  });

  it("names an order's reservation by channel and reference, of which the name tells nothing", () => {
    const reservation = reservationOf({ channel: "market", orderRef: "order-0001" });

    expect(reservation).toMatch(/^[0-9a-f]{32}$/);
    expect(reservationOf({ channel: "other", orderRef: "order-0001" })).not.toBe(reservation);
  });
});
