import fc from "fast-check";
import { billBoundUsd, fits, pathsOf, type StockChange } from "../../../../components/cdn/invalidation";
import { at, SETTINGS } from "./fixtures";
import { FAULTS, Simulation, type Circumstances, type Round } from "./simulation";

const aChange = fc.record({
  category: fc.constantFrom("shoes", "hats", "socks"),
  sku: fc.constantFrom("a", "b", "c", "d", "e"),
});
const changes = fc.array(aChange, { maxLength: 6 });

/** From a moment to a few minutes, so that calls of several rounds meet the turn of a month, or some days. */
const pauses = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 400 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 3_000_000 }) },
);
const rounds = fc.array(
  fc.record({
    afterSeconds: pauses,
    invocations: fc.array(fc.record({ skewSeconds: fc.integer({ min: -120, max: 120 }), changes }), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
  { minLength: 1, maxLength: 25 },
);
const someFaults = fc.oneof(
  { weight: 3, arbitrary: fc.constant("none" as const) },
  { weight: 1, arbitrary: fc.constantFrom(...FAULTS) },
);

/** Calls in any order that fail in any way. */
function circumstances(seconds: fc.Arbitrary<number>, startsAt: fc.Arbitrary<number>): fc.Arbitrary<Circumstances> {
  return fc.record({
    scheduler: fc.scheduler(),
    faults: fc.infiniteStream(someFaults),
    seconds: fc.infiniteStream(seconds),
    startsAt,
  });
}

function beforeTurn(seconds: number): number {
  return at("2026-12-01T00:00:00Z") - seconds * 1_000;
}

const limits = fc.record({
  pathsPerMonth: fc.integer({ min: 0, max: 12 }),
  windowSeconds: fc.integer({ min: 0, max: 120 }),
  pathsPerInvalidation: fc.integer({ min: 1, max: 6 }),
});

describe("however events come, calls fail and functions die", () => {
  it("the paths that CloudFront charges in a calendar month stay within the budget, and the bill within its bound", async () => {
    await fc.assert(
      fc.asyncProperty(
        circumstances(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 1_200 }).map(beforeTurn)),
        rounds,
        limits,
        async (around, simulated, limit) => {
          const simulation = new Simulation({ ...SETTINGS, ...limit }, around);
          await runAll(simulation, simulated);

          const free = 3;
          const bound = billBoundUsd({ pathsPerMonth: limit.pathsPerMonth, freePaths: free });
          for (const paths of simulation.charged.values()) {
            expect(paths).toBeLessThanOrEqual(limit.pathsPerMonth);
            expect(billBoundUsd({ pathsPerMonth: paths, freePaths: free })).toBeLessThanOrEqual(bound);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("CloudFront is never asked for more than it takes, nor for other paths under a reference that it knows", async () => {
    await fc.assert(
      fc.asyncProperty(
        circumstances(fc.constant(0), fc.constant(at("2026-11-10T00:00:00Z"))),
        rounds,
        limits,
        async (around, simulated, limit) => {
          const simulation = new Simulation({ ...SETTINGS, ...limit }, around);
          await runAll(simulation, simulated);

          const requests = [...simulation.taken.values()].map(({ paths }) => paths);
          expect(requests.filter((paths) => !fits(paths, limit.pathsPerInvalidation))).toStrictEqual([]);
          expect(simulation.confused).toStrictEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("while nothing fails", () => {
  it("every change is invalidated after it happened, or it is told that it was left to the TTL", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), rounds, limits, async (scheduler, simulated, limit) => {
        const around = { scheduler, faults: [].values(), seconds: [].values(), startsAt: at("2026-11-02T00:00:00Z") };
        const simulation = new Simulation({ ...SETTINGS, ...limit }, around);
        const happened: (StockChange & { readonly at: number })[] = [];
        for (const { afterSeconds, invocations } of simulated) {
          const exact = invocations.map((each) => ({ ...each, skewSeconds: 0 }));
          await simulation.run({ afterSeconds, invocations: exact });
          happened.push(...exact.flatMap((each) => each.changes.map((one) => ({ ...one, at: simulation.now }))));
        }
        // The clock calls once a minute; after the guard of a month's turn and the window it finds what is left.
        for (let minute = 0; minute < 15; minute++) {
          await simulation.run({ afterSeconds: 60, invocations: [{ skewSeconds: 0, changes: [] }] });
        }

        const missed = happened.filter((each) => !isInvalidated(simulation, each));
        const left = simulation.notes.filter(({ kind }) => kind === "left-to-ttl");
        expect(left.length === 0 ? missed : []).toStrictEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

async function runAll(simulation: Simulation, simulated: readonly Round[]): Promise<void> {
  for (const round of simulated) {
    await simulation.run(round);
  }
}

function isInvalidated(simulation: Simulation, { category, sku, at: since }: StockChange & { at: number }): boolean {
  const [product = ""] = pathsOf({ [category]: [sku] }, SETTINGS.paths);
  return [...simulation.taken.values()]
    .filter((taken) => taken.at >= since)
    .some(({ paths }) =>
      paths.some((path) => (path.endsWith("*") ? product.startsWith(path.slice(0, -1)) : product === path)),
    );
}
