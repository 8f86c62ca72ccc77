import fc from "fast-check";
import {
  decide,
  EMPTY_LEDGER,
  GIVE_UP_AFTER_SECONDS,
  monthOf,
  RESEND_AFTER_SECONDS,
  settled,
  settledMonthOf,
  type Ledger,
} from "../../../../components/cdn/invalidation";
import { at, change, SETTINGS } from "./fixtures";

const NOON = at("2026-11-15T12:00:00Z");
const reserved = decide(SETTINGS, EMPTY_LEDGER, { now: NOON, changes: [change("shoes", "a")] });
const idle = settled(reserved.ledger, "stock-1794744000000-1");

describe("the month", () => {
  it("is that of UTC, and unknown near its turn", () => {
    expect(monthOf(at("2026-12-01T00:30:00+01:00"))).toBe("2026-11");
    expect(settledMonthOf(at("2026-11-30T23:54:59Z"), 300)).toBe("2026-11");
    expect(settledMonthOf(at("2026-11-30T23:55:00Z"), 300)).toBeUndefined();
    expect(settledMonthOf(at("2026-12-01T00:04:59Z"), 300)).toBeUndefined();
    expect(settledMonthOf(at("2026-12-01T00:05:00Z"), 300)).toBe("2026-12");
  });
});

describe("decide", () => {
  it("reserves the first change at once, and sends what it has reserved", () => {
    const reservation = {
      reference: "stock-1794744000000-1",
      paths: ["/products/shoes/a"],
      month: "2026-11",
      reservedAt: NOON,
      sentAt: NOON,
    };
    expect(reserved).toStrictEqual({
      ledger: { version: 2, month: "2026-11", spentPaths: 1, pending: {}, windowFrom: NOON, reservation },
      send: reservation,
      notes: [{ kind: "reserved", paths: 1, spentPaths: 1 }],
    });
  });

  it("changes nothing where nothing waits", () => {
    expect(decide(SETTINGS, idle, { now: NOON, changes: [] })).toStrictEqual({ ledger: idle, send: null, notes: [] });
    expect(decide(SETTINGS, idle, { now: NOON, changes: [] }).ledger).toBe(idle);
  });

  it("collects the changes of a window, and sends them once it is over", () => {
    const early = decide(SETTINGS, idle, { now: NOON + 59_999, changes: [change("hats", "x"), change("hats", "x")] });
    expect([early.send, early.ledger.pending]).toStrictEqual([null, { hats: ["x"] }]);

    const late = decide(SETTINGS, early.ledger, { now: NOON + 60_000, changes: [change("hats", "x")] });
    expect(late.send?.paths).toStrictEqual(["/products/hats/x"]);
    expect(late.ledger.spentPaths).toBe(2);
  });

  it("sends nothing else while an invalidation is under way, and the same again after a while", () => {
    const during = decide(SETTINGS, reserved.ledger, { now: NOON + 59_000, changes: [change("hats", "x")] });
    expect([during.send, during.ledger.pending]).toStrictEqual([null, { hats: ["x"] }]);

    const now = NOON + RESEND_AFTER_SECONDS * 1_000;
    const again = decide(SETTINGS, during.ledger, { now, changes: [] });
    expect(again.send).toStrictEqual({ ...reserved.send, sentAt: now });
    expect(again.ledger).toMatchObject({ spentPaths: 1, pending: { hats: ["x"] } });
  });

  it("gives up what CloudFront has not taken for long, and its paths stay spent", () => {
    const now = NOON + GIVE_UP_AFTER_SECONDS * 1_000;
    const later = decide(SETTINGS, reserved.ledger, { now, changes: [] });

    expect(later.notes).toStrictEqual([{ kind: "given-up", reference: "stock-1794744000000-1", paths: 1 }]);
    expect(later.ledger).toMatchObject({ spentPaths: 1, reservation: null });
  });

  it("does not send in the next month what the last one has paid for", () => {
    const now = at("2026-11-30T23:54:00Z");
    const last = decide(SETTINGS, EMPTY_LEDGER, { now, changes: [change("shoes", "a")] });
    const turning = decide(SETTINGS, last.ledger, { now: at("2026-12-01T00:00:00Z"), changes: [] });
    expect([turning.send, turning.ledger]).toStrictEqual([null, last.ledger]);

    const next = decide(SETTINGS, last.ledger, { now: at("2026-12-01T00:05:00Z"), changes: [] });
    expect(next.notes).toStrictEqual([{ kind: "given-up", reference: last.send?.reference, paths: 1 }]);
    expect(next.send).toBeNull();
  });

  it("reserves nothing near the turn of a month", () => {
    const { send, ledger } = decide(SETTINGS, EMPTY_LEDGER, {
      now: at("2026-11-30T23:58:00Z"),
      changes: [change("shoes", "a")],
    });
    expect([send, ledger.pending]).toStrictEqual([null, { shoes: ["a"] }]);
  });

  it("starts each month with the whole budget, and believes no clock that goes back to an earlier one", () => {
    const spent: Ledger = { ...EMPTY_LEDGER, version: 7, month: "2026-11", spentPaths: 100 };
    const reading = { changes: [change("shoes", "a")] };

    expect(decide(SETTINGS, spent, { ...reading, now: at("2026-12-02T00:00:00Z") }).ledger).toMatchObject({
      month: "2026-12",
      spentPaths: 1,
    });
    expect(decide(SETTINGS, spent, { ...reading, now: at("2026-10-02T00:00:00Z") })).toMatchObject({
      send: null,
      ledger: { month: "2026-11", spentPaths: 100 },
    });
  });

  it("takes coarser paths where few are left, and leaves the changes to the TTL where none is", () => {
    const changes = [change("shoes", "a"), change("shoes", "b"), change("hats", "x")];
    const one: Ledger = { ...EMPTY_LEDGER, version: 7, month: "2026-11", spentPaths: 99 };
    const coarse = decide(SETTINGS, one, { now: NOON, changes });
    expect(coarse.send?.paths).toStrictEqual(["/products/*"]);
    expect(coarse.ledger.spentPaths).toBe(100);

    const none = settled(coarse.ledger, coarse.send?.reference ?? "");
    const left = decide(SETTINGS, none, { now: NOON + 60_000, changes });
    expect(left).toStrictEqual({
      ledger: { ...none, version: none.version + 2, windowFrom: NOON + 60_000 },
      send: null,
      notes: [{ kind: "left-to-ttl", spentPaths: 100 }],
    });
  });

  it("lets a whole catalogue change for no more paths than one invalidation may take", () => {
    const changes = Array.from({ length: 5_000 }, (_, index) => change(`c${index % 40}`, `s${index}`));

    expect(decide(SETTINGS, EMPTY_LEDGER, { now: NOON, changes }).send?.paths).toStrictEqual(["/products/*"]);
  });

  it("never spends above a budget, whatever is lowered, comes or goes", () => {
    const step = fc.record({
      seconds: fc.integer({ min: 0, max: 40_000 }),
      pathsPerMonth: fc.integer({ min: 0, max: 12 }),
      skus: fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 5 }),
      taken: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let [ledger, now] = [EMPTY_LEDGER, at("2026-11-30T00:00:00Z")];
        for (const { seconds, pathsPerMonth, skus, taken } of steps) {
          now += seconds * 1_000;
          const changes = skus.map((sku) => change("shoes", sku));
          const decision = decide({ ...SETTINGS, pathsPerMonth }, ledger, { now, changes });
          const grew = decision.ledger.spentPaths > ledger.spentPaths || decision.ledger.month !== ledger.month;
          ledger = taken ? settled(decision.ledger, decision.send?.reference ?? "") : decision.ledger;

          expect(grew ? ledger.spentPaths : 0).toBeLessThanOrEqual(pathsPerMonth);
        }
      }),
    );
  });
});

describe("settled", () => {
  it("ends the invalidation of that reference, and no other", () => {
    expect(idle).toStrictEqual({ ...reserved.ledger, version: 3, reservation: null });
    expect(settled(reserved.ledger, "stock-0-0")).toBe(reserved.ledger);
  });
});
