import path from "node:path";
import { makeFork, type Fork } from "../../support/fork";
import { planner } from "../../support/planner";

const ROOT = path.join(__dirname, "..", "..", "..");
const VIOLATIONS = path.join(ROOT, "test", "fixtures", "violations");
const SLUG = "1 to 63 lower-case letters, digits, dots or dashes, starting and ending with a letter or digit";
const TAG_FIX =
  "Create the resource inside a component of the kit, which tags its children, or set the named tags on it: as `tags`, " +
  "for an Auto Scaling group as a list, for a launch template also as `tagSpecifications`, for a Kubernetes workload as " +
  "labels with the prefix `inventory-platform/`, on its pods as well.";
const REGION_FIX =
  "Remove the resource's `region`, or set it and the provider's region to an allowed one. A region that should be " +
  "allowed belongs in the partition's regions in the environment file.";

function findingsOf(stdout: string): unknown[] {
  return JSON.parse(stdout).stacks.flatMap(({ findings }: { findings: unknown[] }) => findings);
}

function expected(queue: (name: string) => string): unknown[] {
  return [
    {
      pack: "inventory-platform-policies",
      policy: "resource-limit-region",
      level: "mandatory",
      severity: "critical",
      urn: queue("abroad"),
      message: 'region is "us-east-1", expected one of eu-central-1 (residency eu in this stack)',
      remediation: REGION_FIX,
      exemption: null,
    },
    {
      pack: "inventory-platform-policies",
      policy: "resource-require-tags",
      level: "mandatory",
      severity: "medium",
      urn: queue("ownerless"),
      message: `tags.owner is missing, expected ${SLUG}`,
      remediation: TAG_FIX,
      exemption: null,
    },
  ];
}

describe("a program that breaks policies", () => {
  const policies = ["--policy-config", path.join(VIOLATIONS, "policy-config.json")];

  it("ends 1, and names policy, resource, value and fix in the text", async () => {
    const { code, stdout, stderr } = await planner("preview", "--cwd", VIOLATIONS, "--stack", "dev", ...policies);

    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toBe(
      [
        "dev  (3 resources)",
        "├─ aws:sqs/queue:Queue  × 3",
        "└─ pulumi:providers:aws  default_7_48_0",
        "",
        "✖ resource-limit-region  mandatory, critical",
        "  urn:pulumi:dev::violations::aws:sqs/queue:Queue::abroad",
        '  region is "us-east-1", expected one of eu-central-1 (residency eu in this stack)',
        `  fix: ${REGION_FIX}`,
        "",
        "✖ resource-require-tags  mandatory, medium",
        "  urn:pulumi:dev::violations::aws:sqs/queue:Queue::ownerless",
        `  tags.owner is missing, expected ${SLUG}`,
        `  fix: ${TAG_FIX}`,
        "",
        "1 stack, 3 resources, 0 components, 2 mandatory and 0 advisory findings",
        "",
      ].join("\n"),
    );
  });

  it("ends 2 where the configuration names a policy that is not there", async () => {
    const file = path.join(VIOLATIONS, "unknown-policy.json");
    const { code, stdout, stderr } = await planner(
      ...["preview", "--cwd", VIOLATIONS, "--stack", "dev", "--policy-config", file],
    );

    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(
      /^error: policy pack inventory-platform-policies: the configuration names unknown policies resource-limit-regions; use one of all, /,
    );
  });

  it("ends 0 with --no-policy", async () => {
    const { code, stdout } = await planner("preview", "--cwd", VIOLATIONS, "--stack", "dev", "--no-policy");

    expect([code, stdout.split("\n").at(-2)]).toEqual([
      0,
      "1 stack, 3 resources, 0 components, 0 mandatory and 0 advisory findings",
    ]);
  });
});

describe("an environment's stack with a resource of its own", () => {
  let fork: Fork;

  beforeAll(() => {
    fork = makeFork(`
      const tags = { environment: "dev", service: "orders", owner: "inventory", "cost-center": "engineering",
        channel: "all", feature: "orders", "data-class": "internal", residency: "eu" };
      const { owner, ...ownerless } = tags;
      const provider = new aws.Provider("own", { region: "eu-central-1" });
      new aws.sqs.Queue("abroad", { region: "us-east-1", messageRetentionSeconds: 300, tags }, { provider });
      new aws.sqs.Queue("ownerless", { messageRetentionSeconds: 300, tags: ownerless }, { provider });
    `);
  });
  afterAll(() => fork.remove());

  it("ends 1 for a region outside the partition and for a missing tag, by the environment's own regions", async () => {
    const { code, stdout, stderr } = await planner("preview", "dev", "--cwd", fork.directory, "--format", "json");

    expect([code, stderr]).toEqual([1, ""]);
    expect(findingsOf(stdout)).toEqual(
      expected((name) => `urn:pulumi:dev-eu-central-1::inventory-platform::aws:sqs/queue:Queue::${name}`),
    );
    expect(JSON.parse(stdout).summary.findings).toEqual({ mandatory: 2, advisory: 0, exempted: 0 });
  });

  it("refuses an environment that nothing describes", async () => {
    const bare = makeFork();
    bare.delete("describe.ts");
    const { code, stdout, stderr } = await planner("graph", "dev", "--cwd", bare.directory);
    bare.remove();

    expect([code, stdout, stderr]).toEqual([
      2,
      "",
      `error: ${path.relative(process.cwd(), bare.directory)}/environments: cannot be described: the program has no ` +
        "describe.ts of its own, nor the package inventory-platform; " +
        "install inventory-platform, or name stacks with --stack instead of an environment\n",
    ]);
  });

  it("refuses an environment whose stack has no file, and says what belongs in it", async () => {
    fork.delete("config/Pulumi.dev-eu.yaml");
    const { code, stdout, stderr } = await planner("preview", "dev", "--cwd", fork.directory);
    const file = path.relative(process.cwd(), path.join(fork.directory, "config", "Pulumi.dev-eu.yaml"));

    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(
      `error: ${file}: stack dev-eu of the environment has no file; ` +
        "create it with config { inventory-platform:environment: dev, aws:region: eu-central-1 }\n",
    );
  });

  it("refuses a broken environment file with all its problems, each at its line", async () => {
    const file = path.join(fork.directory, "environments", "broken.yaml");
    fork.write("environments/broken.yaml", BROKEN);
    const { code, stdout, stderr } = await planner("preview", "broken", "--cwd", fork.directory);
    const where = path.relative(process.cwd(), file);
    const problems = stderr.trimEnd().split("\n");

    expect([code, stdout]).toEqual([2, ""]);
    expect(problems.map((line) => line.replace(`error: ${where}`, "").split(", expected")[0])).toEqual([
      ':1: name: is "Broken!"',
      ':4: tier: is "enormous"',
      ':5: colour: is "red"',
      ':6: runbooks: is "http://runbooks.example.com"',
      ":8: accounts.eu: is missing",
      ':9: accounts.global: is "4444"',
      ":12: state.secretsProviders.eu: is missing",
      ":13: tags.cost-center: is missing",
      ':20: partitions.eu.cidr: is "10.240.0.0/30"',
      ':21: partitions.eu.regions[0]: is "eu-central-9"',
      ':22: partitions.eu.initialPrimary: is "eu-central-1"',
      ':23: partitions.eu.primary: is "eu-west-1"',
    ]);
    expect(problems.filter((line) => !/, expected .+; .+/.test(line))).toEqual([]);
  });
});

const BROKEN = [
  "name: Broken!",
  "domain: dev.inventory.example.com",
  "pattern: microservices-relational",
  "tier: enormous",
  "colour: red",
  "runbooks: http://runbooks.example.com",
  "alarmTopic: inventory-platform-alarms",
  "accounts:",
  '  global: "4444"',
  "state:",
  "  backend: s3://inventory-platform-state?region=eu-central-1",
  "  secretsProviders: { global: awskms://alias/state?region=eu-central-1 }",
  "tags: { owner: inventory }",
  "cluster:",
  "  apiAccess: { kind: public, cidrs: [0.0.0.0/0] }",
  "partitions:",
  "  eu:",
  "    regime: eu-gdpr",
  "    markets: [DE]",
  "    cidr: 10.240.0.0/30",
  "    regions: [eu-central-9]",
  "    initialPrimary: eu-central-1",
  "    primary: eu-west-1",
  "",
].join("\n");
