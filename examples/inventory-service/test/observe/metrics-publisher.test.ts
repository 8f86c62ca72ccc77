import { Metrics, MetricsPublisher } from "../../src/observe";
import type { Datum } from "../../src/observe/service-data";

const NOON = Date.parse("2026-03-02T12:00:00Z");
const AVAILABLE = { method: "GET", route: "/v1/availability/:sku", status: 200 } as const;
const RESERVE = { method: "POST", route: "/v1/reservations", status: 201 } as const;

/** A publisher whose sink fails as often as it is told, and what was put by `service name`. */
function stage() {
  const metrics = new Metrics(() => 0);
  const clock = { now: NOON };
  const put: { readonly data: readonly Datum[]; readonly at: Date }[] = [];
  let failures = 0;
  const sink = {
    put: async (data: readonly Datum[], at: Date): Promise<void> => {
      if (failures > 0) {
        failures -= 1;
        throw new Error("throttled");
      }
      put.push({ data, at });
    },
  };
  const publisher = new MetricsPublisher({ metrics, sink, now: () => clock.now });
  const valuesOf = (index: number): Readonly<Record<string, readonly (readonly [number, number])[]>> =>
    Object.fromEntries(
      (put[index]?.data ?? []).map(({ service, name, values }) => [`${service} ${name}`, [...values]]),
    );
  return { metrics, clock, put, publisher, valuesOf, fail: (times: number) => (failures = times) };
}

describe("what is published of requests", () => {
  it("is every request of a context since the last round, those that failed, and each time by itself", async () => {
    const { metrics, publisher, valuesOf } = stage();
    metrics.observeRequest(AVAILABLE, 0.0124);
    metrics.observeRequest(AVAILABLE, 0.012);
    metrics.observeRequest({ ...AVAILABLE, status: 503 }, 0.3004);
    metrics.observeRequest({ ...RESERVE, status: 409 }, 1.2345);
    await publisher.round();
    await publisher.round();

    expect(valuesOf(0)).toMatchObject({
      "availability Requests": [[3, 1]],
      "availability FailedRequests": [[1, 1]],
      "availability RequestMilliseconds": [
        [12, 2],
        [300, 1],
      ],
      "allocation Requests": [[1, 1]],
      "allocation FailedRequests": [[0, 1]],
      "allocation RequestMilliseconds": [[1_230, 1]],
    });
    expect(valuesOf(1)).toEqual({
      "allocation Requests": [[0, 1]],
      "allocation FailedRequests": [[0, 1]],
      "availability Requests": [[0, 1]],
      "availability FailedRequests": [[0, 1]],
      "availability CacheHitPercent": [[100, 1]],
      "availability ProjectionAgeSeconds": [[0, 1]],
    });
  });

  it("is none of the service's own routes, and none of what there is not", async () => {
    const { metrics, publisher, valuesOf } = stage();
    for (const route of ["/health/live", "/health/ready", "/metrics", "/openapi.json", "none"]) {
      metrics.observeRequest({ method: "GET", route, status: 500 }, 1);
    }
    await publisher.round();

    expect(valuesOf(0)).toMatchObject({ "allocation Requests": [[0, 1]], "availability Requests": [[0, 1]] });
  });
});

describe("what is published of the read side", () => {
  it("weighs the cache's hits by reads, and tells the oldest change that arrived or waits", async () => {
    const { metrics, publisher, valuesOf } = stage();
    (["cache", "cache", "cache", "database"] as const).forEach((source) => metrics.observeRead(source));
    metrics.observeFreshness(4);
    metrics.observeFreshness(2);
    await publisher.round();
    metrics.oldestUnpublished.set(31);
    metrics.observeRead("database");
    await publisher.round();

    expect(valuesOf(0)).toMatchObject({
      "availability CacheHitPercent": [
        [100, 3],
        [0, 1],
      ],
      "availability ProjectionAgeSeconds": [[4, 1]],
    });
    expect(valuesOf(1)).toMatchObject({
      "availability CacheHitPercent": [[0, 1]],
      "availability ProjectionAgeSeconds": [[31, 1]],
    });
  });
});

describe("what is published of correctness", () => {
  it("is nothing before the stock was looked at, and nothing once that was ten minutes ago: the alarm rings for silence", async () => {
    const { metrics, clock, publisher, valuesOf } = stage();
    await publisher.round();
    metrics.faultyRows.set({ fault: "negative" }, 2);
    metrics.faultyRows.set({ fault: "over-allocated" }, 1);
    metrics.stockCheckedAt.set(NOON / 1_000);
    await publisher.round();
    clock.now = NOON + 600_000;
    await publisher.round();
    clock.now = NOON + 601_000;
    await publisher.round();

    const told = { "allocation NegativeStock": [[2, 1]], "allocation DuplicateAllocations": [[1, 1]] };
    expect([0, 1, 2, 3].map((index) => Object.keys(valuesOf(index)).includes("allocation NegativeStock"))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(valuesOf(1)).toMatchObject(told);
    expect(valuesOf(2)).toMatchObject(told);
  });

  it("is a reconciliation once, whatever the rounds after it", async () => {
    const { metrics, publisher, valuesOf } = stage();
    const reconciled = (day: string, equal: number): void => {
      metrics.reconciledRows.set({ kind: "equal" }, equal);
      metrics.reconciledRows.set({ kind: "missing" }, 2);
      metrics.reconciledRows.set({ kind: "surplus" }, 1);
      metrics.reconciliationDelta.set(7);
      metrics.reconciledDay.set(Date.parse(day) / 1_000);
    };
    await publisher.round();
    reconciled("2026-03-01", 97);
    await publisher.round();
    await publisher.round();
    reconciled("2026-03-02", 197);
    await publisher.round();

    const counts = [0, 1, 2, 3].map((index) => valuesOf(index)["reconciliation StockCounts"]);
    expect(counts).toEqual([undefined, [[100, 1]], undefined, [[200, 1]]]);
    expect(valuesOf(1)).toMatchObject({
      "reconciliation StockMismatches": [[3, 1]],
      "reconciliation ReconciliationDelta": [[7, 1]],
    });
  });
});

describe("a round that is not taken", () => {
  it("goes with the next one, at its own time, and is counted once", async () => {
    const { metrics, clock, put, publisher, valuesOf, fail } = stage();
    fail(1);
    metrics.observeRequest(RESERVE, 0.01);
    await expect(publisher.round()).rejects.toThrow("throttled");
    clock.now = NOON + 30_000;
    metrics.observeRequest(RESERVE, 0.01);
    metrics.observeRequest(RESERVE, 0.01);
    await publisher.round();

    expect(put.map(({ at }) => at.toISOString())).toEqual(["2026-03-02T12:00:00.000Z", "2026-03-02T12:00:30.000Z"]);
    expect([0, 1].map((index) => valuesOf(index)["allocation Requests"])).toEqual([[[1, 1]], [[2, 1]]]);
  });

  it("is given up for newer ones after ten minutes", async () => {
    const { clock, put, publisher, fail } = stage();
    fail(25);
    for (let round = 0; round < 25; round += 1) {
      clock.now = NOON + round * 30_000;
      await publisher.round().catch(() => undefined);
    }
    clock.now = NOON + 25 * 30_000;
    await publisher.round();

    expect(put).toHaveLength(20);
    expect(put[0]?.at.getTime()).toBe(NOON + 6 * 30_000);
  });
});
