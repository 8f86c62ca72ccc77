import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan } from "../../planner/plan";
import { startPolicyPack } from "../../planner/policy";
import { fleetOf } from "../../planner/residency/fleet";
import { isFinding, proveResidency, type Proof } from "../../planner/residency/prove";
import { describeEnvironment } from "../../stacks/describe";
import { patternEnvironment } from "../golden/pattern-environment";
import { planText, plannedText, resourceOf, rightsIn } from "./plan-environment";

type Plans = Readonly<Record<string, Plan>>;

const OWN_ACCOUNT = ['  eu: "111111111111"\n', '  eu: "222222222222"\n'] as const;
const PAGES = patternEnvironment("keyvalue-cdn");
/** The distribution in one account, what invalidates its pages in another. */
const APART = PAGES.replace(...OWN_ACCOUNT);
const ALLOWED = { eu: ["eu-central-1", "eu-west-1"], global: ["us-east-1"] };
const ROLE = "aws:iam/role:Role";
const FUNCTION = "aws:lambda/function:Function";

function proofOf(plans: Plans): Proof {
  const folder = mkdtempSync(join(tmpdir(), "accounts-"));
  writeFileSync(join(folder, "shop.yaml"), APART);
  const description = describeEnvironment(join(folder, "shop.yaml"));
  rmSync(folder, { recursive: true });
  const described: Parameters<typeof fleetOf>[1] = JSON.parse(
    JSON.stringify(description.problems === undefined ? description.stacks : []),
  );
  const fleet = described.flatMap((stack) => {
    const plan = plans[stack.name];
    return plan === undefined ? [] : [{ plan, described: stack }];
  });
  return proveResidency(fleetOf(fleet, described), () => undefined);
}

/** Whether a name matches a pattern with `*`, as `ArnLike` has it. */
function isLike(arn: string, pattern: string): boolean {
  const [begin = "", ...rest] = pattern.split("*");
  return arn.startsWith(begin) && rest.join("") === "";
}

describe("a distribution in another account than what invalidates its pages", () => {
  let plans: Plans;

  beforeAll(async () => {
    plans = await planText(APART);
  });

  it("has a role that the functions of every region may take, under what they say", () => {
    const { inputs, outputs } = resourceOf(plans["shop-global"], ROLE, "shop-eu-invalidation-role");
    const trust: unknown = JSON.parse(String(inputs["assumeRolePolicy"]));
    const pattern = "arn:aws:iam::222222222222:role/shop-invalidation-handler-role-*";

    expect(outputs["arn"]).toMatch(/^arn:aws:iam::111111111111:role\/shop-eu-invalidation-role-[0-9a-f]{7}$/);
    expect(trust).toMatchObject({
      Statement: [
        {
          Principal: { AWS: "arn:aws:iam::222222222222:root" },
          Condition: {
            ArnLike: { "aws:PrincipalArn": pattern },
            StringEquals: { "sts:ExternalId": "shop/eu/shop" },
          },
        },
      ],
    });
    const takers = ["shop-eu-central-1", "shop-eu-west-1"].map((stack) =>
      String(resourceOf(plans[stack], ROLE, "shop-invalidation-handler-role").outputs["arn"]),
    );
    expect(takers.map((arn) => isLike(arn, pattern))).toEqual([true, true]);
    expect(rightsIn(plans["shop-global"], "shop-eu-invalidation-rights")).toEqual({
      undefined: resourceOf(plans["shop-global"], "aws:cloudfront/distribution:Distribution", "shop-eu-distribution")
        .outputs["arn"],
    });
  });

  it("is invalidated by that role from every region, and by no right of the functions themselves", () => {
    const { arn } = resourceOf(plans["shop-global"], ROLE, "shop-eu-invalidation-role").outputs;
    for (const stack of ["shop-eu-central-1", "shop-eu-west-1"]) {
      const { inputs } = resourceOf(plans[stack], FUNCTION, "shop-invalidation-handler-function");

      expect(inputs["environment"]).toMatchObject({
        variables: { ROLE: JSON.stringify({ roleArn: arn, externalId: "shop/eu/shop" }) },
      });
      expect(rightsIn(plans[stack], "shop-invalidation-handler-rights")).toMatchObject({ Invalidate: [arn] });
    }
  });

  it("keeps every rule of the policy pack", async () => {
    const pack = await startPolicyPack(join(__dirname, "..", "..", "policies"));
    const config = { "resource-limit-region": { allowedRegions: ALLOWED } };
    const findings = await Promise.all(Object.values(plans).map((plan) => pack.judge(plan, config)));
    await pack.close();

    expect(findings.flat()).toEqual([]);
  });

  it("leaves the residency proof whole", () => {
    const { evidence, zones } = proofOf(plans);

    expect(evidence.filter(isFinding)).toEqual([]);
    expect(zones.map(({ zone, verdict }) => [zone.name, verdict])).toEqual([["eu", "proven"]]);
  });
});

describe("a distribution in the account of what invalidates its pages", () => {
  it("has no such role, and its functions invalidate by themselves", async () => {
    const plans = await plannedText("keyvalue-cdn", PAGES);
    const names = Object.values(plans).flatMap(({ resources }) => resources.map(({ name }) => name));
    const { inputs } = resourceOf(plans["shop-eu-west-1"], FUNCTION, "shop-invalidation-handler-function");
    const { variables } = inputs["environment"] as { readonly variables: Readonly<Record<string, unknown>> };

    expect(names.filter((name) => name.startsWith("shop-eu-invalidation"))).toEqual([]);
    expect(Object.keys(variables)).not.toContain("ROLE");
    expect(rightsIn(plans["shop-eu-west-1"], "shop-invalidation-handler-rights")["Invalidate"]).toEqual([
      resourceOf(plans["shop-global"], "aws:cloudfront/distribution:Distribution", "shop-eu-distribution").outputs[
        "arn"
      ],
    ]);
  });
});
