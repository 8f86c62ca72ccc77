import fc from "fast-check";
import {
  gatewayKeys,
  logLine,
  partnerKeys,
  rotator,
  settingsSchema,
  storedKeys,
  type Told,
} from "../../../../components/api/key-rotation";
import { FakeAws, type Fate } from "./fake-aws";

const DAY = 86_400_000;
const PERIOD = 30;
const OVERLAP = 10;
const CARRIER = {
  usagePlanId: "plan1",
  secretArn: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop/partners/carrier-a1b2c3",
  periodSeconds: PERIOD * 86_400,
  overlapSeconds: OVERLAP * 86_400,
};
const SETTINGS = settingsSchema.parse({ carrier: CARRIER });

/** A rotation over fake services, and what it told. */
function rotationOver(aws: FakeAws, settings = SETTINGS) {
  const told: Told[] = [];
  let drawn = 0;
  const rotate = rotator(settings, {
    partner: (partner, { usagePlanId, secretArn }) =>
      partnerKeys({
        gateway: gatewayKeys(aws, { apiName: "shop", partner, usagePlanId }),
        stored: storedKeys(aws, secretArn),
        draw: () => {
          drawn += 1;
          return { version: `version-${drawn}`, value: `value-${drawn}` };
        },
        now: () => aws.now,
      }),
    now: () => aws.now,
    tell: (one) => told.push(one),
  });
  return { rotate, told };
}

/** Names of the changes that a run makes. */
async function changesOf(aws: FakeAws, rotate: () => Promise<void>): Promise<readonly string[]> {
  const before = aws.changes.length;
  await rotate();
  return aws.changes.slice(before);
}

const FIRST = ["putSecretValue", "createApiKey", "createUsagePlanKey", "updateSecretVersionStage"];
const REPLACE = [...FIRST, "updateSecretVersionStage", "updateApiKey"];

describe("a rotation", () => {
  it("makes the first key, and does nothing while that is young", async () => {
    const aws = new FakeAws();
    const { rotate, told } = rotationOver(aws);

    await expect(changesOf(aws, rotate)).resolves.toStrictEqual(FIRST);
    expect([...aws.labels]).toStrictEqual([["AWSCURRENT", "version-1"]]);
    expect([...aws.keys.values()]).toStrictEqual([
      {
        id: "k1",
        name: "shop.carrier.version-1",
        value: "value-1",
        description: "Key of carrier",
        createdDate: new Date(aws.now),
      },
    ]);
    expect([...aws.inPlan]).toStrictEqual(["k1"]);
    expect(told).toStrictEqual([
      ...["draw", "create", "admit", "finish"].map((step) => ({ kind: "done", partner: "carrier", step })),
      { kind: "summary", overdue: [], stillUsed: [] },
    ]);
    aws.now += PERIOD * DAY - 1;
    await expect(changesOf(aws, rotate)).resolves.toStrictEqual([]);
  });

  it("hands another key out when the period ends, and deletes the one before when the overlap does", async () => {
    const aws = new FakeAws();
    const { rotate } = rotationOver(aws);
    await rotate();
    aws.now += PERIOD * DAY;

    await expect(changesOf(aws, rotate)).resolves.toStrictEqual(REPLACE);
    expect(aws.current?.value).toBe("value-2");
    expect([...aws.inPlan]).toStrictEqual(["k1", "k2"]);
    expect(aws.keys.get("k1")?.description).toBe("Key of carrier, superseded 2026-01-31T00:00:00.000Z");

    aws.now += OVERLAP * DAY - 1;
    await expect(changesOf(aws, rotate)).resolves.toStrictEqual([]);
    aws.now += 1;
    await expect(changesOf(aws, rotate)).resolves.toStrictEqual(["deleteApiKey"]);
    expect([...aws.keys.keys()]).toStrictEqual(["k2"]);
  });

  it("replaces at once a key that somebody deleted, and never gives out its value again", async () => {
    const aws = new FakeAws();
    const { rotate } = rotationOver(aws);
    await rotate();
    await aws.deleteApiKey({ apiKey: "k1" });

    await expect(changesOf(aws, rotate)).resolves.toStrictEqual([...FIRST, "updateSecretVersionStage"]);
    expect(aws.current?.value).toBe("value-2");
  });

  it("lets a key back in that somebody took out of the plan", async () => {
    const aws = new FakeAws();
    const { rotate } = rotationOver(aws);
    await rotate();
    aws.inPlan.clear();

    await expect(changesOf(aws, rotate)).resolves.toStrictEqual(["createUsagePlanKey"]);
  });

  it("leaves alone the keys that people issued, and those of other partners", async () => {
    const aws = new FakeAws();
    const foreign = { value: "by-hand", description: "", createdDate: new Date(0) };
    aws.keys.set("a", { id: "a", name: "shop.carrier-two.v", ...foreign });
    aws.keys.set("b", { id: "b", name: "Key issued in 2026-01", ...foreign });
    aws.inPlan.add("b");
    const { rotate } = rotationOver(aws);
    await rotate();
    aws.now += 400 * DAY;
    await rotate();
    aws.now += 400 * DAY;
    await rotate();

    expect([...aws.keys.keys()].slice(0, 2)).toStrictEqual(["a", "b"]);
  });

  it("tells that a key is overdue two days after it should have been replaced", async () => {
    const aws = new FakeAws();
    const { rotate, told } = rotationOver(aws);
    await rotate();
    for (const [days, overdue] of [
      [PERIOD + 2 - 1 / DAY, []],
      [PERIOD + 2, ["carrier"]],
    ] as const) {
      aws.now = Date.UTC(2026, 0, 1) + days * DAY;
      aws.fates = ["lives", "lives", "lives", "dies-before"];
      await expect(rotate()).rejects.toThrow("keys of 1 partners are not as they are to be: carrier: draw: Died");
      expect(told.at(-1)).toStrictEqual({ kind: "summary", overdue, stillUsed: [] });
    }
  });

  it("tells that a former key is still used once half of the overlap has passed", async () => {
    const aws = new FakeAws();
    const { rotate, told } = rotationOver(aws);
    await rotate();
    aws.now += PERIOD * DAY;
    aws.usage.set("k1", 3).set("k2", 5);
    await rotate();
    expect(told.at(-1)).toMatchObject({ stillUsed: [] });

    aws.now += (OVERLAP / 2) * DAY;
    await rotate();
    expect(told.at(-1)).toStrictEqual({ kind: "summary", overdue: [], stillUsed: ["carrier"] });

    aws.usage.set("k1", 0);
    await rotate();
    expect(told.at(-1)).toMatchObject({ stillUsed: [] });
  });

  it("rotates the other partners where one fails", async () => {
    const aws = new FakeAws();
    const { rotate, told } = rotationOver(aws, { first: CARRIER, second: CARRIER });
    aws.fates = ["lives", "lives", "lives", "dies-before"];

    await expect(rotate()).rejects.toThrow("keys of 1 partners are not as they are to be: first: draw: Died");
    expect(told).toContainEqual({ kind: "failed", partner: "first", doing: "draw", error: "Died" });
    expect(told).toContainEqual({ kind: "done", partner: "second", step: "finish" });
  });

  it("tells the name of an error alone, whose message may hold a key", async () => {
    const aws = new FakeAws();
    const { rotate, told } = rotationOver(aws);
    const taken = { id: "taken", name: "other", value: "value-1", description: "", createdDate: new Date(0) };
    aws.keys.set("taken", taken);
    const message = await rotate().catch(String);

    expect(message).toBe("Error: keys of 1 partners are not as they are to be: carrier: create: ConflictException");
    expect(JSON.stringify(told)).not.toContain("value-");
  });

  it("ends where steps do not help", async () => {
    const stuck = rotator(
      { carrier: CARRIER },
      {
        partner: () => ({
          observe: () => Promise.resolve({ keys: [], pending: "v" }),
          apply: () => Promise.resolve(),
          usedYesterday: () => Promise.resolve(0),
        }),
        now: () => 0,
        tell: () => undefined,
      },
    );
    await expect(stuck()).rejects.toThrow("carrier: create: EndlessRotationError");
  });
});

describe("a rotation that may die between any two calls, and be called twice", () => {
  const fate = fc.constantFrom<Fate>("lives", "lives", "lives", "lives", "dies-before", "dies-after");
  const call = fc.record({ days: fc.integer({ min: 0, max: 20 }), fates: fc.array(fate, { maxLength: 25 }) });

  it("keeps the key valid that the partner fetches, two at most, and each for its overlap", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 30 }), async (calls) => {
        const aws = new FakeAws();
        const { rotate, told } = rotationOver(aws);
        await rotate();
        const lastFetched = new Map<string, number>();
        for (const { days, fates } of calls) {
          aws.now += days * DAY;
          // Whoever fetched the key at the last moment before the call may send it for the whole of the overlap.
          lastFetched.set(aws.current?.id ?? "", aws.now);
          aws.fates = [...fates];
          await rotate().catch(() => undefined);
          aws.fates = [];

          expect(aws.inPlan).toContain(aws.current?.id);
          expect(aws.inPlan.size).toBeLessThanOrEqual(2);
          for (const [id, at] of lastFetched) {
            expect(aws.inPlan.has(id) || aws.now >= at + OVERLAP * DAY).toBe(true);
          }
        }
        // Whatever was left undone, two calls that live bring the keys to what they are to be.
        await rotate();
        aws.now += OVERLAP * DAY;
        await rotate();
        expect(aws.now - (aws.current?.createdDate.getTime() ?? 0)).toBeLessThan(PERIOD * DAY);
        expect(aws.labels.has("AWSPENDING")).toBe(false);
        await expect(changesOf(aws, rotate)).resolves.toStrictEqual([]);
        expect(told.map((one) => logLine(one, "shop", aws.now)).join("\n")).not.toContain("value-");
      }),
      { numRuns: 200 },
    );
  });
});
