import {
  cloudfrontInvalidations,
  dynamodbLedger,
  EMPTY_LEDGER,
  INVALIDATION_METRICS,
  LedgerBusyError,
  metricLine,
  settler,
  type Ledger,
  type LedgerClient,
  type LedgerStore,
  type Reservation,
} from "../../../../components/cdn/invalidation";
import { at, change, SETTINGS } from "./fixtures";

const NOW = at("2026-11-15T12:00:00Z");
const reservation: Reservation = {
  reference: "stock-1-1",
  paths: ["/products/shoes/a", "/products/hats/*"],
  month: "2026-11",
  reservedAt: NOW,
  sentAt: NOW,
};
const ledger: Ledger = {
  version: 2,
  month: "2026-11",
  spentPaths: 2,
  pending: { shoes: ["b"], hats: "whole" },
  windowFrom: NOW,
  reservation,
};

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}

describe("the ledger in DynamoDB", () => {
  function recorded(answer: Partial<LedgerClient>) {
    const calls: unknown[] = [];
    const client: LedgerClient = {
      getItem: async (input) => (calls.push(input), (await answer.getItem?.(input)) ?? {}),
      putItem: async (input) => (calls.push(input), answer.putItem?.(input)),
    };
    return { calls, store: dynamodbLedger(client, "ledger", "E1") };
  }

  it("is read consistently, and is empty before its first change", async () => {
    const { calls, store } = recorded({});

    expect(await store.read()).toStrictEqual(EMPTY_LEDGER);
    expect(calls).toStrictEqual([{ TableName: "ledger", Key: { key: { S: "E1" } }, ConsistentRead: true }]);
  });

  it.each([ledger, { ...ledger, pending: "all", reservation: null } as const])(
    "is read as it was written",
    async (it) => {
      const written = recorded({});
      await written.store.write(it, 1);
      const [put] = written.calls;

      expect(put).toStrictEqual({
        TableName: "ledger",
        Item: { key: { S: "E1" }, version: { N: "2" }, ledger: { S: JSON.stringify(it) } },
        ConditionExpression: "#version = :read",
        ExpressionAttributeNames: { "#version": "version" },
        ExpressionAttributeValues: { ":read": { N: "1" } },
      });
      const read = recorded({ getItem: async () => ({ Item: { ledger: { S: JSON.stringify(it) } } }) });
      expect(await read.store.read()).toStrictEqual(it);
    },
  );

  it("is written first where none is there", async () => {
    const { calls, store } = recorded({});

    expect(await store.write(ledger, 0)).toBe(true);
    expect(calls).toMatchObject([
      { ConditionExpression: "attribute_not_exists(#key)", ExpressionAttributeNames: { "#key": "key" } },
    ]);
  });

  it("answers that another was faster, and passes on every other error", async () => {
    const conflict = recorded({ putItem: () => Promise.reject(named("ConditionalCheckFailedException")) });
    expect(await conflict.store.write(ledger, 1)).toBe(false);

    const broken = recorded({ putItem: () => Promise.reject(named("ProvisionedThroughputExceededException")) });
    await expect(broken.store.write(ledger, 1)).rejects.toThrow("ProvisionedThroughputExceededException");
  });

  it("is not guessed where the record is no ledger", async () => {
    const { store } = recorded({ getItem: async () => ({ Item: { ledger: { S: '{"version":"x"}' } } }) });

    await expect(store.read()).rejects.toThrow("version");
  });
});

describe("invalidations in CloudFront", () => {
  it("ask for all paths at once, under the reference", async () => {
    const calls: unknown[] = [];
    const client = { createInvalidation: async (input: unknown) => calls.push(input) };

    expect(await cloudfrontInvalidations(client, "E1", () => undefined).create(reservation)).toBe("taken");
    expect(calls).toStrictEqual([
      {
        DistributionId: "E1",
        InvalidationBatch: {
          CallerReference: "stock-1-1",
          Paths: { Quantity: 2, Items: ["/products/shoes/a", "/products/hats/*"] },
        },
      },
    ]);
  });

  it.each([
    ["InvalidArgument", "refused"],
    ["InvalidationBatchAlreadyExists", "refused"],
    ["BatchTooLarge", "refused"],
    ["TooManyInvalidationsInProgress", "later"],
    ["AccessDenied", "later"],
    ["TimeoutError", "later"],
  ])("tell of %s, and answer: %s", async (name, answer) => {
    const reported: unknown[] = [];
    const client = { createInvalidation: () => Promise.reject(named(name)) };
    const invalidations = cloudfrontInvalidations(client, "E1", (error) => reported.push(error));

    expect(await invalidations.create(reservation)).toBe(answer);
    expect(reported).toStrictEqual([named(name)]);
  });
});

describe("settling", () => {
  function ports(store: LedgerStore, answer: "taken" | "later" | "refused" = "taken") {
    const told: unknown[] = [];
    const settle = settler(SETTINGS, {
      ledger: store,
      invalidations: { create: async () => answer },
      now: () => NOW,
      tell: (note) => told.push(note),
    });
    return { told, settle };
  }

  function storeOf(write: (ledger: Ledger, attempt: number) => boolean | Error) {
    const written: Ledger[] = [];
    const store: LedgerStore = {
      read: async () => written.at(-1) ?? EMPTY_LEDGER,
      write: async (next) => {
        const result = write(next, written.length);
        if (result instanceof Error) {
          throw result;
        }
        if (result) {
          written.push(next);
        }
        return result;
      },
    };
    return { written, store };
  }

  it("reserves, asks, and ends the reservation", async () => {
    const { written, store } = storeOf(() => true);
    const { told, settle } = ports(store);
    await settle([change("shoes", "a")]);

    expect(written.map((each) => [each.spentPaths, each.reservation?.paths ?? null])).toStrictEqual([
      [1, ["/products/shoes/a"]],
      [1, null],
    ]);
    expect(told).toStrictEqual([{ kind: "reserved", paths: 1, spentPaths: 1 }]);
  });

  it("keeps the reservation where CloudFront may take it later, and tells", async () => {
    const { written, store } = storeOf(() => true);
    const { told, settle } = ports(store, "later");
    await settle([change("shoes", "a")]);

    expect(written).toHaveLength(1);
    expect(told).toContainEqual({ kind: "later", reference: written[0]?.reservation?.reference });
  });

  it("ends the reservation that CloudFront refuses, and tells", async () => {
    const { written, store } = storeOf(() => true);
    const { told, settle } = ports(store, "refused");
    await settle([change("shoes", "a")]);

    expect(written.at(-1)).toMatchObject({ spentPaths: 1, reservation: null });
    expect(told).toContainEqual({ kind: "refused", reference: written[0]?.reservation?.reference });
  });

  it("succeeds once the changes are written, even where the end of the reservation is not", async () => {
    const { written, store } = storeOf((_, attempt) => (attempt === 0 ? true : new Error("no table")));
    await ports(store).settle([change("shoes", "a")]);

    expect(written).toHaveLength(1);
  });

  it("asks CloudFront for nothing that is not written, and fails", async () => {
    const asked: Reservation[] = [];
    const { store } = storeOf(() => false);
    const settle = settler(SETTINGS, {
      ledger: store,
      invalidations: { create: async (each) => (asked.push(each), "taken") },
      now: () => NOW,
      tell: () => undefined,
    });

    await expect(settle([change("shoes", "a")])).rejects.toThrow(LedgerBusyError);
    expect(asked).toStrictEqual([]);
  });

  it("writes nothing where nothing is due", async () => {
    const { written, store } = storeOf(() => true);
    await ports(store).settle([]);

    expect(written).toStrictEqual([]);
  });
});

describe("a metric", () => {
  it("is a line that CloudWatch reads, with what it counts", () => {
    expect(JSON.parse(metricLine({ kind: "reserved", paths: 7, spentPaths: 12 }, "E1", NOW))).toStrictEqual({
      _aws: {
        Timestamp: NOW,
        CloudWatchMetrics: [
          {
            Namespace: "InventoryPlatform/Invalidation",
            Dimensions: [["DistributionId"]],
            Metrics: [{ Name: "PathsReserved", Unit: "Count" }],
          },
        ],
      },
      DistributionId: "E1",
      PathsReserved: 7,
      kind: "reserved",
      paths: 7,
      spentPaths: 12,
    });
    expect(JSON.parse(metricLine({ kind: "left-to-ttl", spentPaths: 100 }, "E1", NOW))).toMatchObject({ LeftToTtl: 1 });
    expect(INVALIDATION_METRICS).toStrictEqual({
      reserved: "PathsReserved",
      "left-to-ttl": "LeftToTtl",
      "given-up": "GivenUp",
      later: "NotTaken",
      refused: "Refused",
    });
  });
});
