import {
  COST_ALLOCATION_DEFAULTS,
  CostAllocation,
  costAllocationRefusals,
  planCostAllocation,
  type CostAllocationPlanArgs,
} from "../../../components/cost-allocation";
import { TAG_KEYS } from "../../../facts/tag-schema";
import { failureOf, identities, inputsOf, planInFrankfurt, refusalOf, resourceNamed, TAGS } from "../core/fixtures";

const SORTED = ["channel", "cost-center", "data-class", "environment", "feature", "owner", "residency", "service"];

describe("CostAllocation", () => {
  it("activates every key of the tag schema (defaults)", async () => {
    const plan = await planInFrankfurt(() => new CostAllocation("costs", { tags: TAGS }));
    expect(identities(plan)).toEqual([
      ...SORTED.map((key) => `aws:costexplorer/costAllocationTag:CostAllocationTag costs-${key} costs`),
      "inventory:cost-allocation:CostAllocation costs test-dev",
    ]);
    expect(SORTED.map((key) => inputsOf(plan, `costs-${key}`))).toEqual(
      SORTED.map((tagKey) => ({ tagKey, status: "Active" })),
    );
    expect(resourceNamed(plan, "costs").outputs).toEqual({ tagKeys: SORTED });
    expect(COST_ALLOCATION_DEFAULTS).toEqual({ tagKeys: TAG_KEYS, keepActive: true });
  });

  it("leaves keys active when they leave the stack", async () => {
    const plan = await planInFrankfurt(() => new CostAllocation("costs", { tags: TAGS }));
    expect(SORTED.map((key) => resourceNamed(plan, `costs-${key}`).options.retainOnDelete)).toEqual(
      SORTED.map(() => true),
    );
  });

  it("activates some keys, and lets go of them with the stack (custom)", async () => {
    const plan = await planInFrankfurt(
      () => new CostAllocation("costs", { tagKeys: ["service", "owner"], keepActive: false, tags: TAGS }),
    );
    expect(identities(plan)).toEqual([
      "aws:costexplorer/costAllocationTag:CostAllocationTag costs-owner costs",
      "aws:costexplorer/costAllocationTag:CostAllocationTag costs-service costs",
      "inventory:cost-allocation:CostAllocation costs test-dev",
    ]);
    expect(resourceNamed(plan, "costs-owner").options.retainOnDelete).toBe(false);
  });

  it("plans the same without Pulumi, whatever the order of the keys", () => {
    expect(planCostAllocation({})).toEqual({ tagKeys: SORTED });
    expect(planCostAllocation({ tagKeys: ["service", "channel"] })).toEqual({ tagKeys: ["channel", "service"] });
  });
});

/** Arguments as they come from a file, where no type holds an unknown key back. */
const unknownKey = JSON.parse('{"tagKeys":["service","team"]}') as CostAllocationPlanArgs;

describe("refusals", () => {
  const cases: readonly [string, CostAllocationPlanArgs, string][] = [
    [
      "an empty list of keys",
      { tagKeys: [] },
      "tagKeys is [], expected at least one key; name a key of the tag schema, or leave it out to activate all of them",
    ],
    [
      "a key that is listed twice",
      { tagKeys: ["service", "owner", "service"] },
      'tagKeys is ["service"], expected each key once; list a key once',
    ],
    [
      "keys outside the tag schema",
      unknownKey,
      'tagKeys is ["team"], expected keys of the tag schema: environment, service, owner, cost-center, channel, ' +
        "feature, data-class, residency; name keys that the platform puts on its resources",
    ],
  ];

  it("has a case per rule", () => {
    expect(cases.map(([, args], row) => costAllocationRefusals[row]?.when(args))).toEqual(
      costAllocationRefusals.map(() => true),
    );
  });

  it.each(cases)("refuses %s", (_, args, message) => {
    expect(refusalOf('cost allocation "costs"', args, costAllocationRefusals)).toBe(
      `cost allocation "costs": ${message}`,
    );
  });

  it("lets every key of the tag schema pass", () => {
    expect(refusalOf('cost allocation "costs"', { tagKeys: TAG_KEYS }, costAllocationRefusals)).toBe("not refused");
  });

  it("refuses several problems at once, before anything is registered", async () => {
    const tags = { ...TAGS, owner: "" };
    expect(await failureOf(() => new CostAllocation("costs", { tagKeys: [], tags }))).toEqual({
      message:
        'cost allocation "costs": tags.owner is "", expected 1 to 63 lower-case letters, digits, dots or dashes, starting ' +
        "and ending with a letter or digit; set it in the environment file or in the component's tags\n" +
        'cost allocation "costs": tagKeys is [], expected at least one key; name a key of the tag schema, or leave it ' +
        "out to activate all of them",
      registered: [],
    });
  });
});
