import { ORIGIN_SECRET_LENGTH, OriginSecrets, originSecretsRefusals } from "../../../components/cdn";
import { SECRET, SIGNATURE } from "../../../planner/plan";
import { failureOf, identities, inputsOf, planInFrankfurt, resourceNamed, TAGS } from "../core/fixtures";

describe("OriginSecrets", () => {
  it("generates a secret for each id, which stays one among the outputs", async () => {
    const plan = await planInFrankfurt(() => new OriginSecrets("origin", { ids: ["2026-08", "2026-11"], tags: TAGS }));

    expect(identities(plan)).toEqual([
      "inventory:cdn:OriginSecrets origin test-dev",
      "random:index/randomPassword:RandomPassword origin-2026-08 origin",
      "random:index/randomPassword:RandomPassword origin-2026-11 origin",
    ]);
    expect(inputsOf(plan, "origin-2026-11")).toEqual({ length: ORIGIN_SECRET_LENGTH, special: false });
    expect(resourceNamed(plan, "origin").outputs["values"]).toEqual({
      "2026-08": { [SIGNATURE]: SECRET, value: expect.any(String) },
      "2026-11": { [SIGNATURE]: SECRET, value: expect.any(String) },
    });
  });
});

/** What is wrong, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, readonly string[], string])[] = [
  [
    "an id of other characters",
    ["November"],
    'ids is ["November"], expected 1 to 32 lower-case letters, digits and dashes, such as 2026-11; name a secret by the month of its issue',
  ],
  [
    "an id twice",
    ["2026-11", "2026-11"],
    'ids is ["2026-11","2026-11"], expected 1 secret, or 2 while one takes over from the other, each once; take the old one away once it is no longer sent',
  ],
];

describe("the refusals of origin secrets", () => {
  it.each(rows)("refuse %s", async (_what, ids, message) => {
    expect(await failureOf(() => new OriginSecrets("origin", { ids, tags: TAGS }))).toEqual({
      message: `origin secrets "origin": ${message}`,
      registered: [],
    });
  });

  it("each have a case", () => {
    expect(rows).toHaveLength(originSecretsRefusals.length);
  });

  it.each([[[]], [["a", "b", "c"]]])("refuse %j as well", async (ids) => {
    expect((await failureOf(() => new OriginSecrets("origin", { ids, tags: TAGS }))).message).toContain(
      "expected 1 secret",
    );
  });
});
