import { execFileSync } from "node:child_process";
import path from "node:path";
import { runPolicyPacks, startPolicyPack, type PolicyConfiguration, type PolicyPack } from "../../../planner/policy";
import type { Plan } from "../../../planner/plan";
import { exempting } from "../../../policies/core/exempting";
import { ExemptionLedger } from "../../../policies/core/exemption-ledger";
import { RULES } from "../../../policies/pack";
import { SLUG, TAGS } from "../../policies/tags";
import { catalog, plan, provider, resource } from "./plans";

const root = path.join(__dirname, "..", "..", "..");
const folder = path.join(root, "policies");
const PROVIDERS = [provider("eu-central-1"), provider("us-east-1")];
const EU: PolicyConfiguration = {
  "resource-limit-region": { allowedRegions: { eu: ["eu-central-1", "eu-west-1"] }, stackRegions: ["eu-central-1"] },
};
/** Names under which the engine knows the pack's policies. */
const CONFIGURABLE = [...new Set(exempting(RULES, new ExemptionLedger()).map(({ name }) => name))];
let pack: PolicyPack;

beforeAll(async () => {
  execFileSync(process.execPath, [path.join(folder, "build.mjs")]);
  pack = await startPolicyPack(folder);
});
afterAll(() => pack.close());

const good = plan([...PROVIDERS, catalog("orders", { tags: TAGS })]);

describe("the kit's policy pack, in its own process", () => {
  test("says what it is", () => {
    expect(pack.info.name).toBe("inventory-platform-policies");
    expect(pack.info.version).toBe("0.1.0");
    const names = new Set(pack.info.policies.map(({ name }) => name));
    expect(names).toEqual(new Set([...RULES.map(({ name }) => name), "stack-relations"]));
    expect(pack.info.policies.find(({ name }) => name === "autoscaler-forbid-shared-target")).toEqual({
      name: "autoscaler-forbid-shared-target",
      description: "A workload has one autoscaler.",
      host: "stack-relations",
      level: "mandatory",
      remediation: expect.stringMatching(/^Keep one of the autoscalers /),
      severity: "high",
      url: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details",
    });
    expect(pack.info.policies.find(({ name }) => name === "resource-limit-region")).toMatchObject({
      name: "resource-limit-region",
      description: "Resources lie in the regions that their residency allows.",
      level: "mandatory",
      severity: "critical",
    });
  });

  test("finds nothing in a plan that keeps the rules", async () => {
    expect(await pack.judge(good, EU)).toEqual([]);
  });

  test("refuses a resource with a region of its own outside its partition", async () => {
    const stray = catalog("stray", { region: "us-east-1", tags: TAGS });
    expect(await pack.judge(plan([...PROVIDERS, stray]), EU)).toEqual([
      {
        pack: "inventory-platform-policies",
        policy: "resource-limit-region",
        level: "mandatory",
        severity: "critical",
        urn: "urn:pulumi:dev::shop::aws:glue/catalogDatabase:CatalogDatabase::stray",
        message: 'region is "us-east-1", expected one of eu-central-1 (residency eu in this stack)',
        remediation:
          "Remove the resource's `region`, or set it and the provider's region to an allowed one. A region that should be " +
          "allowed belongs in the partition's regions in the environment file.",
      },
    ]);
  });

  test("refuses a resource whose provider lies outside its partition", async () => {
    const found = await pack.judge(plan([...PROVIDERS, catalog("stray", { tags: TAGS }, "us-east-1")]), EU);
    expect(found.map(({ message }) => message)).toEqual([
      'region of the provider is "us-east-1", expected one of eu-central-1 (residency eu in this stack)',
    ]);
  });

  test("refuses a resource that lacks a tag", async () => {
    const { owner: _owner, ...tags } = TAGS;
    const found = await pack.judge(plan([...PROVIDERS, catalog("orders", { tags })]), EU);
    expect(found.map(({ policy, message }) => [policy, message])).toEqual([
      ["resource-require-tags", `tags.owner is missing, expected ${SLUG}`],
    ]);
  });

  test("judges one stack after another, each by its own configuration", async () => {
    const us = plan([...PROVIDERS, catalog("orders", { tags: { ...TAGS, residency: "us" } }, "us-east-1")], {
      stack: "us",
    });
    const config = (stack: string): PolicyConfiguration => ({
      "resource-limit-region": { stackRegions: [stack === "us" ? "us-east-1" : "eu-central-1"] },
    });
    const judged = [good, us, good].map((each) => pack.judge(each, config(each.stack)));
    expect(await Promise.all(judged)).toEqual([[], [], []]);
    expect(await pack.judge(us, config("eu"))).toHaveLength(1);
  });

  test("leaves a rule out that is disabled, and lowers one that is advisory", async () => {
    const bad = plan([...PROVIDERS, catalog("orders", {})]);
    expect(await pack.judge(bad, { "resource-require-tags": "disabled" })).toEqual([]);
    const levels = (await pack.judge(bad, { all: "advisory" })).map(({ level }) => level);
    expect(levels).toEqual(["advisory"]);
  });

  test("judges a stack as a whole", async () => {
    const name = { metadata: { name: "relay" } };
    const labelled = resource({
      type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
      name: "relay",
      inputs: {
        metadata: { labels: { "inventory-platform/role": "worker" } },
        spec: { minReplicas: 2, scaleTargetRef: name.metadata, metrics: [] },
      },
    });
    const found = await pack.judge(plan([labelled]));
    expect(found).toEqual([
      {
        pack: "inventory-platform-policies",
        policy: "autoscaler-require-business-metric",
        level: "mandatory",
        severity: "high",
        urn: labelled.urn,
        message: 'it scales "relay" on processor or memory alone, expected a metric of its backlog beside or instead',
        remediation: expect.stringMatching(/^Give the autoscaler a business metric/),
      },
    ]);
    const levels = async (config: PolicyConfiguration) =>
      (await pack.judge(plan([labelled]), config)).map(({ level }) => level);
    const setting = (level: string) => ({ "stack-relations": { "autoscaler-require-business-metric": level } });
    expect(await levels(setting("advisory"))).toEqual(["advisory"]);
    expect(await levels(setting("disabled"))).toEqual([]);
    expect(await levels({ all: "advisory" })).toEqual(["advisory"]);
    expect(await levels({ all: "advisory", ...setting("mandatory") })).toEqual(["mandatory"]);
    await expect(pack.judge(plan([labelled]), setting("loud"))).rejects.toThrow(
      'configuration of stack-relations: autoscaler-require-business-metric: Invalid option: expected one of "advisory"|"mandatory"|"disabled"',
    );
  });

  test("says what it cannot judge while it is unknown", async () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const found = await pack.judge(plan([...PROVIDERS, catalog("orders", { region: unknown, tags: TAGS })]), EU);
    expect(found.map(({ level, message }) => [level, message])).toEqual([
      [
        "advisory",
        "can't run policy 'resource-limit-region' from policy pack 'inventory-platform-policies@v0.1.0' during preview: string value at .region can't be known during preview",
      ],
    ]);
  });

  test("finds in the last of a thousand resources what it finds in the first", async () => {
    const many = Array.from({ length: 1000 }, (_, index) => catalog(`b${index}`, { tags: TAGS }));
    const strays = ["first", "last"].map((name) => catalog(name, { region: "us-east-1", tags: TAGS }));
    const [first, last] = strays;
    const found = await pack.judge(plan([...PROVIDERS, ...[first, ...many, last].flatMap((one) => one ?? [])]), EU);

    expect(found.map(({ policy, urn }) => [policy, urn])).toEqual(
      strays.map(({ urn }) => ["resource-limit-region", urn]),
    );
  });
});

describe("running packs", () => {
  test("starts them, judges all plans and ends them", async () => {
    const bad = plan([...PROVIDERS, catalog("orders", {})], { stack: "bad" });
    const config = ({ stack }: Plan): PolicyConfiguration => (stack === "bad" ? { all: "advisory" } : {});
    const found = await runPolicyPacks({ packs: [folder], plans: [good, bad], config });
    expect(found.map(({ policy, level }) => [policy, level])).toEqual([["resource-require-tags", "advisory"]]);
  });

  test("refuses configuration for a policy that no pack has", async () => {
    const run = runPolicyPacks({ packs: [folder], plans: [good], config: { "resource-limit-regions": "disabled" } });
    await expect(run).rejects.toThrow(
      `policy pack inventory-platform-policies: the configuration names unknown policies resource-limit-regions; use one of all, ${CONFIGURABLE.join(", ")}`,
    );
  });
});
