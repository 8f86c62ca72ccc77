import type { ResourceValidationPolicy } from "@pulumi/policy";
import { exempting } from "../../../policies/core/exempting";
import { ExemptionLedger } from "../../../policies/core/exemption-ledger";
import type { RelationalRule } from "../../../policies/core/relational";
import { ofType } from "../../../policies/core/rule";
import { analyze, analyzeStack, UNKNOWN, type Diagnosed, type Sent } from "../harness";
import { exemption, opened } from "./ledger";

const QUEUE = "aws:sqs/queue:Queue";
const NOTICE = "exempted until 2027-02-01 by shop (SHOP-1, exemptions.yaml:2): The old queues go with the old shop.\n";
const SAID = "Queues refuse requests without TLS.\npolicy is missing";
const rule: ResourceValidationPolicy = {
  name: "queue-require-tls",
  description: "Queues refuse requests without TLS.",
  enforcementLevel: "mandatory",
  validateResource: ofType(QUEUE, (_props, _args, report) => report("policy is missing")),
};
const stackRule: RelationalRule = {
  name: "queue-require-alarm",
  description: "Queues have an alarm.",
  enforcementLevel: "mandatory",
  severity: "high",
  judgeStack: ({ resources }, report) => resources.forEach(({ urn }) => report("it has no alarm", urn)),
};
const legacy = (name = "legacy-a", props = {}): Sent => ({ type: QUEUE, name, props });

/** What a rule says of resources, one after the other, under the exemptions of a ledger. */
async function judge(ledger: ExemptionLedger, ...sent: readonly Sent[]): Promise<Diagnosed[]> {
  const violations: Diagnosed[] = [];
  for (const one of sent) {
    violations.push(...(await analyze(exempting([rule], ledger), one)));
  }
  return violations;
}

describe("an exemption", () => {
  it("takes its weight from a violation, and leaves it to be seen", async () => {
    expect(await judge(opened([exemption()]), legacy())).toEqual([
      { policy: rule.name, level: "advisory", message: `${NOTICE}${SAID}`, urn: "" },
    ]);
  });

  it("counts on its last day, and no longer on the next", async () => {
    const levels = async (day: string) =>
      (await judge(opened([exemption()], { day }), legacy())).map((one) => one.level);

    expect(await levels("2027-02-01")).toEqual(["advisory"]);
    expect(await levels("2027-02-02")).toEqual(["mandatory"]);
  });

  it("covers as many resources as it may, each as often as it is judged", async () => {
    const found = await judge(opened([exemption()]), legacy("legacy-a"), legacy("legacy-b"), legacy("legacy-a"));

    expect(found.map(({ level, message }) => [level, message])).toEqual([
      ["advisory", `${NOTICE}${SAID}`],
      ["mandatory", `${SAID}; exemptions.yaml:2 covers 1 at most, and does already`],
      ["advisory", `${NOTICE}${SAID}`],
    ]);
  });

  it("leaves room to another where it is used up", async () => {
    const more = exemption({ select: { type: QUEUE }, place: "exemptions.yaml:9" });
    const found = await judge(opened([exemption(), more]), legacy("legacy-a"), legacy("legacy-b"));

    expect(found.map(({ message }) => /exemptions\.yaml:\d/.exec(message)?.[0])).toEqual([
      "exemptions.yaml:2",
      "exemptions.yaml:9",
    ]);
  });

  it.each([
    ["another rule", { rule: "queue-require-key" }],
    ["another name", { select: { urn: "*::old-*" } }],
    ["another type", { select: { urn: "*::legacy-*", type: "aws:sns/topic:Topic" } }],
    ["another tag", { select: { tags: { service: "billing" } } }],
    ["a tag that is missing", { select: { tags: { team: "shop" } } }],
    ["a tag that is not known yet", { select: { tags: { owner: "shop" } } }],
  ])("is not for %s", async (_what, given) => {
    const sent = legacy("legacy-a", { tags: { service: "orders", owner: UNKNOWN } });

    expect(await judge(opened([exemption(given)]), sent)).toEqual([
      { policy: rule.name, level: "mandatory", message: SAID, urn: "" },
    ]);
  });

  it.each([
    ["the name", { urn: "urn:pulumi:dev::*::legacy-?" }],
    ["the type", { type: QUEUE }],
    ["a tag", { tags: { service: "orders" } }],
    ["a tag under a secret", { tags: { channel: "web" } }],
  ])("finds its resources by %s", async (_what, select) => {
    const channel = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "web" };
    const sent = legacy("legacy-a", { tags: { service: "orders", channel } });

    expect((await judge(opened([exemption({ select })]), sent)).map(({ level }) => level)).toEqual(["advisory"]);
  });

  it("covers what a rule over the stack says of a resource, under the rule's own name", async () => {
    const policies = exempting([stackRule], opened([exemption({ rule: stackRule.name })]));

    expect(await analyzeStack(policies, [legacy("legacy-a"), legacy("legacy-b"), legacy("new")])).toEqual([
      {
        policy: "queue-require-alarm",
        level: "advisory",
        message: `${NOTICE}Queues have an alarm.\nit has no alarm`,
        urn: "urn:pulumi:dev::test::aws:sqs/queue:Queue::legacy-a",
      },
      {
        policy: "queue-require-alarm",
        level: "mandatory",
        message: "Queues have an alarm.\nit has no alarm; exemptions.yaml:2 covers 1 at most, and does already",
        urn: "urn:pulumi:dev::test::aws:sqs/queue:Queue::legacy-b",
      },
      {
        policy: "queue-require-alarm",
        level: "mandatory",
        message: "Queues have an alarm.\nit has no alarm",
        urn: "urn:pulumi:dev::test::aws:sqs/queue:Queue::new",
      },
    ]);
  });

  it("is forgotten with the configuration it came with", async () => {
    const ledger = opened([exemption()]);
    opened([], { ledger });

    expect((await judge(ledger, legacy())).map(({ level }) => level)).toEqual(["mandatory"]);
  });
});

describe("rules under exemptions", () => {
  it("keep the type they are bound to", () => {
    const [wrapped] = exempting([rule], new ExemptionLedger());

    expect(Object(wrapped).validateResource.__pulumiType).toBe(QUEUE);
  });

  it("are run after the one that opens the exemptions, and before the one that tells of them", () => {
    const named = (name: string) => ({ ...rule, name });
    const rules = [
      { ...stackRule, name: "exemption-warn-stale" },
      ...["a", "exemption-require-form"].map(named),
      stackRule,
    ];
    const policies = exempting(rules, new ExemptionLedger());

    expect(policies.map(({ name }) => name)).toEqual(["exemption-require-form", "a", "stack-relations"]);
    expect(Object.keys(policies[2]?.configSchema?.properties ?? {})).toEqual([stackRule.name, "exemption-warn-stale"]);
  });

  it("mend nothing while it is not known what is exempted, nor what is", async () => {
    const mended: string[] = [];
    const mending: ResourceValidationPolicy = { ...rule, remediateResource: ({ name }) => void mended.push(name) };
    const remediate = (ledger: ExemptionLedger, name: string) => {
      const [wrapped] = exempting([mending], ledger);
      const args = { type: QUEUE, name, urn: `urn:pulumi:dev::test::${QUEUE}::${name}`, props: {} };
      Reflect.apply(Object(wrapped).remediateResource, undefined, [args]);
    };

    remediate(new ExemptionLedger(), "unopened");
    remediate(opened([exemption()]), "legacy-a");
    remediate(opened([exemption()]), "new");

    expect(mended).toEqual(["new"]);
  });
});
