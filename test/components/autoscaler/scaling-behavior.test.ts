import fc from "fast-check";
import { planAutoscaler, type HpaPlan } from "../../../components/autoscaler";
import { HPA } from "./fixture";
import { simulateHpa, type Fleet, type Look } from "./hpa-algorithm";

/** Seconds between two looks of the autoscaler: the default of the controller. */
const SYNC = 15;
/** What one pod takes, in the fixture's metric. */
const PER_POD = 50;
const TEN_MINUTES = 600;

function planFor(minReplicas: number): HpaPlan {
  const plan = planAutoscaler({ ...HPA, minReplicas, maxReplicas: 10_000 });
  if (plan.kind !== "hpa") {
    throw new Error("the fixture is of kind hpa");
  }
  return plan;
}

/** Looks at a load, given in pods that it would take. */
function looksAt(podsOfLoad: (second: number) => number, seconds: number, sync = SYNC): Look[] {
  return Array.from({ length: Math.floor(seconds / sync) }, (_, index) => {
    const second = (index + 1) * sync;
    return { second, load: podsOfLoad(second) * PER_POD };
  });
}

const floors = fc.integer({ min: 1, max: 400 });
/** Loads that jump about, each for some minutes, in pods. */
const waves = fc.array(
  fc.record({ pods: fc.integer({ min: 0, max: 2_000 }), looks: fc.integer({ min: 1, max: 60 }) }),
  {
    minLength: 2,
    maxLength: 12,
  },
);

function fleetUnder(steps: readonly { readonly pods: number; readonly looks: number }[], floor: number): Fleet[] {
  const loads = steps.flatMap(({ pods, looks }) => Array.from({ length: looks }, () => pods));
  const plan = planFor(floor);
  return simulateHpa(
    plan,
    floor,
    looksAt((second) => loads[second / SYNC - 1] ?? 0, loads.length * SYNC),
  );
}

describe("FLASH_SALE_BEHAVIOR, by the algorithm of the horizontal pod autoscaler", () => {
  it("takes any fleet to twenty times its pods within a minute", () => {
    fc.assert(
      fc.property(floors, (floor) => {
        const fleet = simulateHpa(
          planFor(floor),
          floor,
          looksAt(() => floor * 20, 60),
        );
        expect(fleet.at(-1)?.pods).toBe(floor * 20);
      }),
    );
  });

  it("takes it there within two minutes where the controller looks out of step with the policies' periods", () => {
    const rhythm = fc.array(fc.integer({ min: 8, max: 20 }), { minLength: 15, maxLength: 15 });
    fc.assert(
      fc.property(floors, rhythm, (floor, pauses) => {
        let second = 0;
        const looks = pauses.map((pause) => ({ second: (second += pause), load: floor * 20 * PER_POD }));
        const fleet = simulateHpa(planFor(floor), floor, looks);
        expect(fleet.find((step) => step.second >= 105)?.pods).toBe(floor * 20);
      }),
    );
  });

  it("grows at the first look at which the load asks for it, by ten pods or threefold", () => {
    const firstOf = (floor: number): number | undefined =>
      simulateHpa(
        planFor(floor),
        floor,
        looksAt(() => 5_000, SYNC),
      )[0]?.pods;
    expect([1, 4, 5, 6, 100].map(firstOf)).toStrictEqual([11, 14, 15, 18, 300]);
  });

  it("never has fewer pods than the load of the past ten minutes asked for, once it had them", () => {
    fc.assert(
      fc.property(waves, fc.integer({ min: 1, max: 20 }), (steps, floor) => {
        const fleet = fleetUnder(steps, floor);
        fleet.forEach(({ second, pods }, index) => {
          const before = fleet[index - 1];
          const wishes = fleet.filter((past) => past.second <= second && past.second > second - TEN_MINUTES);
          const asked = Math.max(...wishes.map(({ wish }) => wish));
          expect(before === undefined || pods >= Math.min(before.pods, asked)).toBe(true);
        });
      }),
    );
  });

  it("does not flap: between growing and shrinking lie ten minutes in which nothing asked for as many", () => {
    fc.assert(
      fc.property(waves, fc.integer({ min: 1, max: 20 }), (steps, floor) => {
        const fleet = fleetUnder(steps, floor);
        fleet.forEach(({ second, pods }, index) => {
          const before = fleet[index - 1]?.pods ?? floor;
          if (pods < before) {
            const grown = fleet.filter(
              (past, at) =>
                past.second < second &&
                past.second > second - TEN_MINUTES &&
                past.pods > (fleet[at - 1]?.pods ?? floor) &&
                past.pods === past.wish &&
                past.pods > pods,
            );
            expect(grown).toStrictEqual([]);
          }
        });
      }),
    );
  });

  it("shrinks by a fifth a minute at most", () => {
    fc.assert(
      fc.property(waves, fc.integer({ min: 1, max: 20 }), (steps, floor) => {
        const fleet = fleetUnder(steps, floor);
        fleet.forEach(({ pods }, index) => {
          const aMinuteAgo = fleet[index - 60 / SYNC]?.pods ?? floor;
          expect(pods).toBeGreaterThanOrEqual(Math.trunc(aMinuteAgo * 0.8));
        });
      }),
    );
  });

  it("keeps within its bounds whatever the load", () => {
    fc.assert(
      fc.property(waves, fc.integer({ min: 1, max: 20 }), (steps, floor) => {
        const counts = fleetUnder(steps, floor).map(({ pods }) => pods);
        expect(Math.min(...counts)).toBeGreaterThanOrEqual(floor);
        expect(Math.max(...counts)).toBeLessThanOrEqual(2_000);
      }),
    );
  });

  it("holds the fleet for ten minutes after the last wave, then shrinks it, down to what is wanted", () => {
    const fleet = simulateHpa(
      planFor(2),
      100,
      looksAt((second) => (second <= SYNC ? 100 : 2), 3_600),
    );
    const podsAt = (second: number): number | undefined => fleet.find((step) => step.second === second)?.pods;
    expect([600, 615, 675, 735].map(podsAt)).toStrictEqual([100, 80, 64, 51]);
    expect(fleet.at(-1)?.pods).toBe(2);
  });

  it("leaves the fleet alone while the load wavers by a tenth", () => {
    const wavering = fc.array(fc.integer({ min: 910, max: 1_090 }), { minLength: 200, maxLength: 200 });
    fc.assert(
      fc.property(wavering, (loads) => {
        const looks = loads.map((load, index) => ({ second: (index + 1) * SYNC, load: load * 5 }));
        const fleet = simulateHpa(planFor(2), 100, looks);
        expect(new Set(fleet.map(({ pods }) => pods))).toStrictEqual(new Set([100]));
      }),
    );
  });
});
