import { execFileSync } from "node:child_process";
import path from "node:path";
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { validateResourceOfType } from "@pulumi/policy";
import * as aws from "@pulumi/aws";
import { judgeResource, judgeStack, ruleTests, urnOf, type Cases } from "../../policies/testing";

const FOLDER = path.join(__dirname, "..", "..", "policies");
const type = "aws:sqs/queue:Queue";

/** A rule as somebody else writes it, with the SDK's own means. */
const ownRule = (
  judge: (queue: { readonly kmsMasterKeyId?: string | undefined }) => string | undefined,
): ResourceValidationPolicy => ({
  name: "queue-key",
  description: "Queues have a key.",
  enforcementLevel: "mandatory",
  validateResource: validateResourceOfType(aws.sqs.Queue, (queue, _args, report) => {
    const problem = judge(queue);
    if (problem !== undefined) {
      report(problem);
    }
  }),
});
const right = ownRule(({ kmsMasterKeyId: key }) => (key === undefined ? "there is no key" : undefined));
const cases: Cases = {
  good: { type, props: { kmsMasterKeyId: "alias/orders" } },
  broken: [{ path: "kmsMasterKeyId", to: undefined, message: "there is no key" }],
  unknown: ["kmsMasterKeyId"],
  secret: ["kmsMasterKeyId"],
};

/** Names of the tests that fail. */
async function failing(rule: ResourceValidationPolicy, given: Cases = cases): Promise<string[]> {
  const results = await Promise.all(
    ruleTests(rule, given).map(({ name, run }) =>
      run().then(
        () => [],
        () => [name],
      ),
    ),
  );
  return results.flat();
}

describe("the tests of a rule", () => {
  it("are five kinds, and pass where the rule is right", async () => {
    expect(ruleTests(right, cases).map(({ name }) => name)).toEqual([
      "accepts the good one",
      "refuses kmsMasterKeyId of undefined",
      "cannot be judged while kmsMasterKeyId is unknown",
      "judges kmsMasterKeyId alike where it is secret",
      "leaves other types alone",
    ]);
    expect(await failing(right)).toEqual([]);
  });

  it.each([
    [
      "says nothing",
      ownRule(() => undefined),
      ["refuses kmsMasterKeyId of undefined", "cannot be judged while kmsMasterKeyId is unknown"],
    ],
    [
      "complains of everything",
      ownRule(() => "no"),
      [
        "accepts the good one",
        "refuses kmsMasterKeyId of undefined",
        "cannot be judged while kmsMasterKeyId is unknown",
        "judges kmsMasterKeyId alike where it is secret",
      ],
    ],
    [
      "judges every type",
      {
        ...right,
        validateResource: ({ props }, report) =>
          props["kmsMasterKeyId"] === undefined ? report("there is no key") : undefined,
      },
      ["leaves other types alone"],
    ],
  ] satisfies [string, ResourceValidationPolicy, string[]][])("fail where it %s", async (_what, rule, expected) => {
    expect(await failing(rule)).toEqual(expected);
  });

  it.each(["broken", "unknown", "secret"] as const)("are refused without a field that is %s", (kind) => {
    expect(() => ruleTests(right, { ...cases, [kind]: [] })).toThrow(
      "queue-key: name at least one broken, one unknown and one secret field",
    );
  });

  it("hand a rule its configuration", async () => {
    const configured: ResourceValidationPolicy = {
      ...right,
      validateResource: ({ getConfig }, report) => report(JSON.stringify(getConfig())),
    };

    expect(await judgeResource(configured, cases.good, { least: 3 })).toEqual([
      { level: "mandatory", message: '{"least":3}', urn: "" },
    ]);
  });

  it("judge stacks by the SDK's own kind of policy", async () => {
    const rule: StackValidationPolicy = {
      name: "queues-few",
      description: "There are few queues.",
      enforcementLevel: "advisory",
      validateStack: ({ resources }, report) => resources.slice(1).forEach(({ urn }) => report("one too many", urn)),
    };
    const [first, second] = ["a", "b"].map((name) => ({ type, name, props: {} }));

    expect(
      await judgeStack(
        rule,
        [first, second].flatMap((sent) => sent ?? []),
      ),
    ).toEqual([{ level: "advisory", message: "one too many", urn: urnOf({ type, name: "b" }) }]);
  });

  it("are in the package, as plain JavaScript", () => {
    execFileSync(process.execPath, [path.join(FOLDER, "build.mjs")]);
    const script = 'console.log(Object.keys(require("inventory-platform-policies/testing")).sort().join())';

    expect(execFileSync(process.execPath, ["-e", script], { cwd: FOLDER, encoding: "utf8" })).toBe(
      "UNKNOWN,analyze,analyzeStack,judgeResource,judgeStack,remediate,ruleTests,secret,urnOf,withValue\n",
    );
  });
});
