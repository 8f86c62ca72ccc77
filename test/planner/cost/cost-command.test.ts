import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Ajv from "ajv/dist/2020";
import { renderPlanFile } from "../../../planner/diff/plan-file";
import type { Plan } from "../../../planner/plan";
import type { CostDocument } from "../../../planner/report/cost/document";
import { ROOT } from "../../docs/blocks";
import { planner } from "../../support/planner";
import { planOf, urnOf, type Sketch } from "./plans";

const NETWORK = urnOf("shop:network:Network", "network");
const GATEWAY: Sketch = {
  type: "aws:ec2/natGateway:NatGateway",
  name: "gateway",
  parent: NETWORK,
  inputs: { tags: { feature: "platform" } },
};
const SKETCHES: readonly Sketch[] = [
  { type: "shop:network:Network", name: "network", region: null },
  GATEWAY,
  { type: "aws:ec2/subnet:Subnet", name: "subnet", parent: NETWORK },
  { type: "aws:kms/key:Key", name: "key", region: "mx-central-1", inputs: { tags: { feature: "orders" } } },
  { type: "aws:quantum/computer:Computer", name: "computer" },
];

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "cost-"));
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
}

function planFile(name: string, plan: Plan): string {
  return write(name, renderPlanFile({ environment: "test", plans: [plan] }));
}

async function costOf(sketches: readonly Sketch[], ...args: readonly string[]) {
  const { code, stdout, stderr } = await planner(
    "cost",
    "--file",
    planFile("now.json", planOf(sketches)),
    "--as-of",
    "2026-11-26",
    ...args,
  );
  return {
    code,
    stdout,
    stderr: stderr.replaceAll(path.relative(process.cwd(), folder), "FOLDER").replaceAll(folder, "FOLDER"),
  };
}

const USAGE = `orders: { monthly: 1000, because: a test }
usage:
  - { type: aws:ec2/natGateway:NatGateway, because: a test, monthly: { processedGb: 100 } }
`;

describe("planner cost", () => {
  it("adds up by stack, component and tag, and tells what the sums do not hold", async () => {
    const { code, stdout } = await costOf(SKETCHES, "--tag", "feature");

    expect(code).toBe(0);
    expect(stdout).toContain(`USD/month  stack
    32.85  test-us-east-1
`);
    expect(stdout).toContain(`USD/month  component
    32.85  test-us-east-1  shop:network:Network network
     0.00  test-us-east-1  (none)
`);
    expect(stdout).toContain(`USD/month  feature
    32.85  platform
     0.00  (untagged)
     0.00  orders
`);
    expect(stdout).toContain(`resources  without a price
        1  mx-central-1  kms:key
        1  mx-central-1  kms:request
        1  us-east-1  aws:quantum/computer:Computer: nothing here says what this type costs
`);
    expect(stdout).toContain(`resources  used as much as nobody stated
        1  aws:ec2/natGateway:NatGateway  data processed
        1  aws:kms/key:Key  requests
`);
    expect(stdout).toContain(`priced  region
0 of 1  mx-central-1
1 of 2  us-east-1
`);
    expect(stdout).toMatch(
      /\n32\.85 USD a month \(32\.85 for being there, 0\.00 for use\), 2 resources of 3 unpriced\n$/,
    );
  });

  it("takes what is used from a file, and tells a rule that fits nothing", async () => {
    const usage = write(
      "usage.yaml",
      `${USAGE}  - { type: aws:s3/bucket:Bucket, name: gone, because: a test, monthly: { standardGb: 1 } }\n`,
    );
    const { stdout, stderr } = await costOf(SKETCHES, "--usage", usage);

    expect(stdout).toMatch(/\n37\.35 USD a month \(32\.85 for being there, 4\.50 for use\), 0\.0374 USD an order, /);
    expect(stderr).toBe('usage: no resource is of aws:s3/bucket:Bucket with name "gone" in stack "*"\n');
  });

  it("ends with 1 where the estimate exceeds a budget of the plan, in every format", async () => {
    const budget: Sketch = {
      type: "aws:budgets/budget:Budget",
      name: "small",
      inputs: { name: "small", limitAmount: "20", limitUnit: "USD", timeUnit: "MONTHLY" },
    };
    const said = "everything costs 32.85 USD a month, budget small allows 20.00";
    const text = await costOf([GATEWAY, budget]);
    const markdown = await costOf([GATEWAY, budget], "--format", "markdown");
    const json = await costOf([GATEWAY, budget], "--format", "json");
    const enough = await costOf([GATEWAY, { ...budget, inputs: { ...budget.inputs, limitAmount: "33" } }]);

    expect([text.code, markdown.code, json.code, enough.code]).toEqual([1, 1, 1, 0]);
    expect(text.stdout).toContain("of budget  USD/month\n    164 %  small: 32.85 of 20.00, everything\n");
    expect(text.stdout).toContain(`✖ cost-within-budget  mandatory, high\n  ${urnOf(budget.type, "small")}\n  ${said}`);
    expect(markdown.stdout).toContain(`- mandatory: ${said}`);
    expect(JSON.parse(json.stdout).budgets).toMatchObject([
      { name: "small", verdict: "exceeded", estimatedUsd: 32.85 },
    ]);
  });

  it("says what would cost less where it is asked to, with the risk", async () => {
    const instance: Sketch = { type: "aws:ec2/instance:Instance", name: "web", inputs: { instanceType: "m7i.large" } };
    const { code, stdout } = await costOf([instance], "--recommend");
    const markdown = await costOf([instance], "--recommend", "--format", "markdown");
    const without = await costOf([instance]);

    expect(code).toBe(0);
    expect(stdout).toContain(`→ Run it on Graviton  (graviton): saves 14.02 USD a month
  14.02  test-us-east-1  web: m7i.large → m7g.large
  risk: Images and native libraries have to be built for arm64; a database changes by a failover.
`);
    expect(markdown.stdout).toContain("| Run it on Graviton | saves 14.02 USD a month | 1 × `web` |");
    expect(without.stdout).not.toContain("→");
  });

  it("pays one region's prices everywhere where it is asked to, and says so", async () => {
    const { code, stdout } = await costOf(SKETCHES, "--prices-of", "us-east-1");

    expect(code).toBe(0);
    expect(stdout).toContain("priced  region\n2 of 3  us-east-1\n");
    expect(stdout).toMatch(
      /\n33\.85 USD a month \(33\.85 for being there, 0\.00 for use\) at the prices of us-east-1, 1 resource of 3 unpriced\n$/,
    );
  });

  it("refuses a region that no price sheet is of", async () => {
    const { code, stderr } = await costOf(SKETCHES, "--prices-of", "mars-north-1");

    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^error: --prices-of: is "mars-north-1", expected one of .*us-east-1.*; name a region that a price sheet is of\n$/,
    );
  });

  it("takes prices from files, the last of which counts", async () => {
    const sheet = (usd: number) =>
      JSON.stringify([
        {
          source: "own",
          licence: "own",
          date: "2026-11-01",
          region: "mx-central-1",
          prices: { "kms:key": { unit: "month", usd } },
        },
      ]);
    const { stdout } = await costOf(
      SKETCHES,
      "--prices",
      write("one.json", sheet(5)),
      "--prices",
      write("two.json", sheet(7)),
    );

    expect(stdout).toMatch(/\n39\.85 USD a month/);
  });

  it("compares with earlier plans", async () => {
    const before = planFile(
      "before.json",
      planOf([...SKETCHES.slice(0, 1), { ...GATEWAY, name: "old", parent: NETWORK }]),
    );
    const twice = [...SKETCHES, { ...GATEWAY, name: "second" }];
    const text = await costOf(twice, "--against", before);
    const markdown = await costOf(twice, "--against", before, "--format", "markdown");

    expect(text.stdout.replace(before, "before.json")).toMatch(
      /^\+32\.85 USD a month against before\.json: 32\.85 before, 65\.70 now\n/,
    );
    expect(text.stdout).toContain(`USD/month  changed
   -32.85  test-us-east-1  aws:ec2/natGateway:NatGateway old
   +32.85  test-us-east-1  aws:ec2/natGateway:NatGateway gateway
   +32.85  test-us-east-1  aws:ec2/natGateway:NatGateway second
`);
    expect(markdown.stdout)
      .toContain(`**+32.85 USD a month; 65.70 USD a month (65.70 for being there, 0.00 for use), 2 resources of 4 unpriced**

| resource | before | after | difference |
| --- | --: | --: | --: |
| \`test-us-east-1 old\` | 32.85 |  | -32.85 |
| \`test-us-east-1 gateway\` |  | 32.85 | +32.85 |
`);
  });

  it("prints a document that its schema describes, the same twice", async () => {
    const [first, second] = [await costOf(SKETCHES, "--format", "json"), await costOf(SKETCHES, "--format", "json")];
    const document: CostDocument = JSON.parse(first.stdout);
    const schema: object = JSON.parse(fs.readFileSync(path.join(ROOT, "planner", "cost.schema.json"), "utf8"));
    const validate = new Ajv({ strict: false }).compile(schema);

    expect([validate(document), validate.errors]).toEqual([true, null]);
    expect(second.stdout).toBe(first.stdout);
    expect(document.resources[0]?.lines[0]).toEqual({
      name: "NAT gateway",
      basis: "fixed",
      meter: "nat-gateway:hour",
      region: "us-east-1",
      unit: "hour",
      quantity: 730,
      share: 1,
      monthlyUsd: 32.85,
      assumption: null,
      source: expect.stringMatching(/./),
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
  });

  it("tells sources older than 180 days", async () => {
    const day = async (asOf: string) => {
      const { stdout } = await planner(
        "cost",
        "--file",
        planFile("key.json", planOf([{ type: "aws:kms/key:Key" }])),
        "--as-of",
        asOf,
        "--format",
        "json",
      );
      const { oldSources }: CostDocument = JSON.parse(stdout);
      return oldSources;
    };
    const [{ date } = { date: "" }] = await day("2030-01-01");
    const after = (days: number) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

    expect([(await day(after(180))).length, (await day(after(181))).length]).toEqual([0, 1]);
  });

  it.each([
    [
      ["--as-of", "2026-02-30"],
      'error: --as-of: is "2026-02-30", expected a day such as 2027-01-31; name a day that the calendar has\n',
    ],
    [
      ["prod"],
      "error: prod: asks for a program to be planned, and --file for files to be estimated; leave one of the two out\n",
    ],
    [
      ["--against", "a", "--base", "b"],
      "error: --against: and --base name two earlier sides; leave one of the two out\n",
    ],
    [["--usage", "nowhere.yaml"], "error: nowhere.yaml: cannot be read; check the path\n"],
  ])("refuses %p", async (args, message) => {
    const { code, stderr } = await planner("cost", "--file", planFile("now.json", planOf([])), ...args);

    expect([code, stderr]).toEqual([2, message]);
  });

  it("refuses price sheets of another shape, all problems at once", async () => {
    const file = write(
      "bad.json",
      JSON.stringify([
        { source: "x", licence: "y", date: "yesterday", region: "us-east-1", prices: { a: { unit: "hour", usd: -1 } } },
      ]),
    );
    const { code, stderr } = await costOf([], "--prices", file);

    expect(code).toBe(2);
    expect(stderr)
      .toBe(`error: FOLDER/bad.json: 0.date: holds no price sheets: Invalid ISO date; name a file of price sheets, as \`planner prices\` writes it
error: FOLDER/bad.json: 0.prices.a.usd: holds no price sheets: Too small: expected number to be >=0; name a file of price sheets, as \`planner prices\` writes it
`);
  });
});
