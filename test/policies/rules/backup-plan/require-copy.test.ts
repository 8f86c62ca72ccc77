import { backupPlanRequireCopy } from "../../../../policies/rules/backup-plan/require-copy";
import { describeRule, judgeResource } from "../../harness";
import { TAGS } from "../../tags";

const type = "aws:backup/plan:Plan";
const EU = { region: "eu-central-1" };
const CONFIG = { allowedRegions: { eu: ["eu-central-1", "eu-west-1"], ch: ["eu-central-2"], nowhere: [] } };
const vault = (region: string) => `arn:aws:backup:${region}:111122223333:backup-vault:main`;
const rules = (...regions: readonly string[]) =>
  regions.map((region) => ({ ruleName: "daily", copyActions: [{ destinationVaultArn: vault(region) }] }));
const MISSING = "rules[0].copyActions is missing, expected a copy in";

describeRule(backupPlanRequireCopy, {
  good: { type, props: { rules: rules("eu-west-1"), tags: TAGS }, provider: EU },
  config: CONFIG,
  broken: [
    { path: "rules[0].copyActions", to: undefined, message: `${MISSING} eu-west-1 (residency eu)` },
    {
      path: "rules[0].copyActions[0].destinationVaultArn",
      to: vault("eu-central-1"),
      message: `${MISSING} eu-west-1 (residency eu)`,
    },
  ],
  unknown: ["tags.residency"],
  created: ["rules[0].copyActions[0].destinationVaultArn"],
  secret: ["rules[0].copyActions[0].destinationVaultArn", "tags"],
});

describe("the precedence of residency over reliability", () => {
  const judge = async (tags: object, props: object = {}, config: object = CONFIG) => {
    const plan = { type, props: { rules: [{ ruleName: "daily" }], tags, ...props }, provider: EU };
    return (await judgeResource(backupPlanRequireCopy, plan, config)).map(({ message }) => message);
  };

  test.each([
    ["allows a second region", "eu", [`${MISSING} eu-west-1 (residency eu)`]],
    ["allows one region, and it is another", "ch", [`${MISSING} eu-central-2 (residency ch)`]],
    ["allows no region", "nowhere", []],
    ["is none that anybody knows", "elsewhere", []],
    ["is not stated", undefined, [`${MISSING} another region`]],
    ["is a regime with regions of its own", "ch-fadp", [`${MISSING} eu-central-2 (residency ch-fadp)`]],
    ["is a regime without a region", "ru-242fz", []],
  ])("asks for a copy only where one may lie: residency %s", async (_what, residency, expected) => {
    expect(await judge({ ...TAGS, residency })).toEqual(expected);
  });

  test("asks for nothing where the plan lies in the only region", async () => {
    expect(await judge({ ...TAGS, residency: "ch" }, { region: "eu-central-2" })).toEqual([]);
    expect(await judge({ ...TAGS, residency: "ch-fadp" }, { region: "eu-central-2" }, {})).toEqual([]);
  });

  test("names each rule of the plan that keeps its points at home", async () => {
    const both = [...rules("eu-central-1"), ...rules("eu-west-1"), { ruleName: "weekly" }];

    expect(await judge(TAGS, { rules: both })).toEqual([
      `${MISSING} eu-west-1 (residency eu)`,
      "rules[2].copyActions is missing, expected a copy in eu-west-1 (residency eu)",
    ]);
  });
});
