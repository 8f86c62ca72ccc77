import fc from "fast-check";
import { assess } from "../../../planner/migration/assess";
import { circlesIn } from "../../../planner/migration/dependencies";
import { KINDS, inventorySchema, type Inventory } from "../../../planner/migration/integrations";
import { riskOf } from "../../../planner/migration/risk";
import {
  DATA_CLASS_RISK,
  DIRECTION_RISK,
  PROTOCOL_RISK,
  RISK_LEVELS,
  ROLLBACK_RISK,
  VOLUME_RISK,
} from "../../../planner/migration/risk-table";

const NAMES = ["a", "b", "c", "d", "e", "f", "g"] as const;

const day = fc.integer({ min: 0, max: 200 });
const dayOf = (days: number): string => new Date(Date.UTC(2027, 0, 1 + days)).toISOString().slice(0, 10);
const freeze = fc
  .tuple(day, fc.integer({ min: 0, max: 60 }))
  .map(([from, days]) => ({ from: dayOf(from), until: dayOf(from + days), reason: "a freeze" }));

/** Each integration depends on earlier ones alone, so that there is no circle. */
const arbitraryInventory: fc.Arbitrary<Inventory> = fc
  .tuple(
    ...NAMES.map((_name, index) =>
      fc.record({
        kind: fc.constantFrom(...KINDS),
        owner: fc.constant("team"),
        protocol: fc.constantFrom(...Object.keys(PROTOCOL_RISK)),
        direction: fc.constantFrom(...Object.keys(DIRECTION_RISK)),
        messagesPerHour: fc.integer({ min: 0, max: 500_000 }),
        dataClass: fc.constantFrom(...Object.keys(DATA_CLASS_RISK)),
        systemOfRecord: fc.boolean(),
        sandbox: fc.boolean(),
        rollback: fc.constantFrom(...Object.keys(ROLLBACK_RISK)),
        dependsOn: fc.subarray(NAMES.slice(0, index)),
        freezes: fc.array(freeze, { maxLength: 2 }),
      }),
    ),
  )
  .chain((integrations) =>
    fc.record({
      start: fc.constant("2027-01-01"),
      waveDays: fc.integer({ min: 1, max: 30 }),
      perWave: fc.integer({ min: 1, max: 4 }),
      freezes: fc.array(freeze, { maxLength: 2 }),
      integrations: fc.constant(Object.fromEntries(integrations.map((one, index) => [NAMES[index] ?? "", one]))),
    }),
  )
  .map((inventory) => inventorySchema.parse(inventory));

describe("assess", () => {
  it("moves each integration once, after all that it depends on", () => {
    fc.assert(
      fc.property(arbitraryInventory, (inventory) => {
        const { integrations } = assess(inventory);
        const waveOf = new Map(integrations.map(({ name, wave }) => [name, wave]));

        expect([...waveOf.keys()].toSorted()).toEqual([...NAMES]);
        integrations.forEach(({ dependsOn, wave }) =>
          dependsOn.forEach((needed) => expect(waveOf.get(needed)).toBeLessThan(wave)),
        );
      }),
    );
  });

  it("moves nothing on days of a freeze, no more than fit, and one of high risk at most", () => {
    fc.assert(
      fc.property(arbitraryInventory, (inventory) => {
        const { waves, integrations } = assess(inventory);
        for (const { wave, from, until } of waves) {
          const moving = integrations.filter((integration) => integration.wave === wave);
          const frozen = moving
            .flatMap(({ name }) => [...inventory.freezes, ...(inventory.integrations[name]?.freezes ?? [])])
            .filter((one) => one.from <= until && one.until >= from);

          expect(frozen).toEqual([]);
          expect(moving.length).toBeLessThanOrEqual(inventory.perWave);
          expect(moving.filter(({ level }) => level === "high").length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("gives waves one after the other, whatever the order of the entries", () => {
    fc.assert(
      fc.property(arbitraryInventory, (inventory) => {
        const assessed = assess(inventory);
        const backwards = Object.fromEntries(Object.entries(inventory.integrations).toReversed());

        assessed.waves
          .slice(1)
          .forEach(({ from }, index) => expect(from > (assessed.waves[index]?.until ?? "")).toBe(true));
        expect(assess({ ...inventory, integrations: backwards })).toEqual(assessed);
      }),
    );
  });
});

describe("circlesIn", () => {
  it("tells each circle once, by the shortest way from its first name", () => {
    const dependencies = new Map([
      ["d", ["a"]],
      ["a", ["b"]],
      ["b", ["c", "a"]],
      ["c", ["a"]],
      ["x", ["y"]],
      ["y", ["x"]],
      ["z", ["x"]],
    ]);

    expect(circlesIn(dependencies)).toEqual([
      ["a", "b", "a"],
      ["x", "y", "x"],
    ]);
  });
});

describe("riskOf", () => {
  const [plain] = Object.values(
    inventorySchema.parse({
      start: "2027-01-01",
      integrations: {
        plain: {
          kind: "analytics",
          owner: "team",
          protocol: "kafka",
          direction: "inbound",
          messagesPerHour: 10,
          dataClass: "public",
          sandbox: true,
          rollback: "switch",
        },
      },
    }).integrations,
  );

  it("leaves out what adds nothing", () => {
    expect(plain && riskOf(plain, [])).toEqual({
      score: 2,
      level: "low",
      factors: [
        { factor: "protocol kafka", points: 1, because: PROTOCOL_RISK.kafka.because },
        { factor: "direction inbound", points: 1, because: DIRECTION_RISK.inbound.because },
      ],
    });
  });

  it("counts those that wait up to a bound", () => {
    const risk = plain && riskOf(plain, ["a", "b", "c", "d", "e"]);
    expect(risk?.factors[0]).toEqual({
      factor: "5 waiting",
      points: 4,
      because: "a, b, c, d, e cannot move before it",
    });
  });

  it("has floors and levels that fall", () => {
    const floors = VOLUME_RISK.map(({ perHour }) => perHour);
    const levels = RISK_LEVELS.map(({ from }) => from);
    expect(floors).toEqual(floors.toSorted((one, other) => other - one));
    expect(levels).toEqual([15, 8, 0]);
  });
});
