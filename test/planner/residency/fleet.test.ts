import type { Plan, PlannedResource } from "../../../planner/plan";
import { fleetOf } from "../../../planner/residency/fleet";
import { isFinding, proveResidency } from "../../../planner/residency/prove";
import { placeOf } from "./fixture";

const URN = "urn:pulumi:shop::shop";
const NOTHING = { dependencies: [], propertyDependencies: {}, options: {}, outputs: {} } as const;

/** A stack that no environment describes: a provider in Frankfurt, and resources with the inputs given. */
function findings(provider: PlannedResource["inputs"], resources: Readonly<Record<string, PlannedResource["inputs"]>>) {
  const main: PlannedResource = {
    ...NOTHING,
    urn: `${URN}::pulumi:providers:aws::main`,
    type: "pulumi:providers:aws",
    name: "main",
    kind: "provider",
    inputs: { region: "eu-central-1", ...provider },
  };
  const planned = Object.entries(resources).map(([what, inputs]): PlannedResource => {
    const [type = "", name = ""] = what.split(" ");
    return { ...NOTHING, urn: `${URN}::${type}::${name}`, type, name, kind: "custom", provider: main.urn, inputs };
  });
  const plan: Plan = {
    version: 1,
    organization: "organization",
    project: "shop",
    stack: "shop",
    mode: "as-applied",
    resources: [main, ...planned],
    outputs: {},
    references: [],
    diagnostics: [],
  };
  const fleet = fleetOf([{ plan }], []);
  return proveResidency(fleet, () => undefined)
    .evidence.filter(isFinding)
    .map(placeOf);
}

const queue = (residency: string) => ({ name: "q", tags: { residency, "data-class": "personal" } });
const target = (account: string) => ({ rule: "r", arn: `arn:aws:sqs:eu-west-1:${account}:q` });

describe("a fleet that no environment describes", () => {
  test("is bound by the regime that its tags name, what has no tag along with the rest", () => {
    const account = { allowedAccountIds: '["222222222222"]' };
    const resources = (owner: string) => ({
      "aws:sqs/queue:Queue q": queue("eu-gdpr"),
      "aws:cloudwatch/eventTarget:EventTarget t": target(owner),
    });

    expect(findings(account, resources("222222222222"))).toEqual([]);
    expect(findings(account, resources("404040404040"))).toEqual(["t arn"]);
  });

  test("is undecided about what has no tag where several regimes meet", () => {
    const resources = {
      "aws:sqs/queue:Queue one": queue("eu-gdpr"),
      "aws:sqs/queue:Queue two": { ...queue("ch-fadp"), region: "eu-central-2" },
      "aws:cloudwatch/eventTarget:EventTarget t": target("222222222222"),
    };

    expect(findings({}, resources)).toEqual(["t arn"]);
  });

  test("is undecided about a residency that is no regime, and about what names none", () => {
    const resources = {
      "aws:sqs/queue:Queue one": queue("eu-gdpr"),
      "aws:sqs/queue:Queue two": queue("europe"),
    };

    expect(findings({}, resources)).toEqual(["two tags.residency"]);
  });
});
