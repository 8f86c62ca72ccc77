import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { readPlans } from "../../../planner/import/read-plans";
import { SECRET, SIGNATURE, UNKNOWN } from "../../../planner/plan";

const STACK = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
const PROVIDER = "urn:pulumi:dev::shop::pulumi:providers:aws::default_7_48_0";
const QUEUE = "urn:pulumi:dev::shop::inventory:queue:Queue$aws:sqs/queue:Queue::orders::dead";
const SECRET_VALUE = { [SIGNATURE]: SECRET, value: UNKNOWN };

const queue = {
  urn: QUEUE,
  custom: true,
  type: "aws:sqs/queue:Queue",
  id: "https://sqs/orders",
  parent: STACK,
  provider: `${PROVIDER}::0a1b`,
  inputs: { name: "orders", tags: { owner: "shop" } },
  outputs: { name: "orders", url: "https://sqs/orders" },
  dependencies: [STACK],
  propertyDependencies: { name: null, tags: [STACK] },
  protect: true,
};

describe("plans in files", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "plans-"));
  const file = path.join(folder, "given.json");
  const given = (content: unknown) => {
    fs.writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return readPlans(file);
  };

  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it("are made from the export of a stack", () => {
    const provider = { urn: PROVIDER, custom: true, id: "0a1b", inputs: { region: "eu-west-1" } };
    const root = { urn: STACK, custom: false, outputs: { queue: "https://sqs/orders" } };
    const gone = { ...queue, urn: `${QUEUE}-old`, delete: true };
    const [plan] = given({ version: 3, deployment: { resources: [root, provider, queue, gone] } });

    expect(plan).toMatchObject({ project: "shop", stack: "dev", mode: "as-applied" });
    expect(plan?.outputs).toEqual({ queue: "https://sqs/orders" });
    expect(plan?.resources.map(({ kind }) => kind)).toEqual(["component", "provider", "custom"]);
    expect(plan?.resources[2]).toEqual({
      urn: QUEUE,
      type: "aws:sqs/queue:Queue",
      name: "orders::dead",
      kind: "custom",
      id: "https://sqs/orders",
      parent: STACK,
      provider: PROVIDER,
      region: "eu-west-1",
      inputs: { name: "orders", tags: { owner: "shop" } },
      outputs: { name: "orders", url: "https://sqs/orders" },
      dependencies: [STACK],
      propertyDependencies: { name: [], tags: [STACK] },
      options: { protect: true },
    });
  });

  it("know of an encrypted secret that it is one, and of one in plain its value", () => {
    const inputs = {
      token: { [SIGNATURE]: SECRET, ciphertext: "v1:abc" },
      nested: [{ password: { [SIGNATURE]: SECRET, plaintext: '{"a":1}' } }],
    };
    const [plan] = given({ version: 3, deployment: { resources: [{ ...queue, inputs }] } });

    expect(plan?.resources[1]?.inputs).toEqual({
      token: SECRET_VALUE,
      nested: [{ password: { [SIGNATURE]: SECRET, value: { a: 1 } } }],
    });
  });

  it("are made from a preview, with the default provider that it leaves out", () => {
    const hidden = { ...queue, inputs: { name: "[secret]", url: UNKNOWN } };
    const [plan] = given({
      config: { "aws:region": "eu-central-1", "shop:name": { value: "x" } },
      steps: [
        { op: "delete", urn: `${QUEUE}-old`, oldState: queue },
        { op: "create", urn: QUEUE, newState: hidden },
      ],
    });

    expect(plan).toMatchObject({ project: "shop", stack: "dev", mode: "unknowns" });
    expect(plan?.resources.map(({ urn, region }) => [urn, region])).toEqual([
      [PROVIDER, undefined],
      [QUEUE, "eu-central-1"],
    ]);
    expect(plan?.resources[0]?.inputs).toEqual({ region: "eu-central-1" });
    expect(plan?.resources[1]?.inputs).toEqual({ name: SECRET_VALUE, url: UNKNOWN });
  });

  it("are none where a preview deletes everything", () => {
    expect(given({ steps: [{ op: "delete", urn: QUEUE, oldState: queue }] })).toEqual([]);
  });

  const fix = "name a file of `planner plan --out`, `pulumi preview --json` or `pulumi stack export`";
  it.each([
    ["{", /given\.json: cannot be read: .*; name a file of/],
    ["[]", `holds neither plans, nor a preview, nor an export; ${fix}`],
    [{ deployment: {}, version: 3 }, "deployment.resources: looks like an export of a stack, but: "],
    [{ version: 3, deployment: { resources: [] } }, "looks like an export of a stack, but: a stack with resources"],
    [{ steps: [{ urn: "u" }] }, "steps.0.op: looks like a preview of Pulumi, but: "],
    [{ kind: "plans", version: 1 }, "holds no plans: environment"],
  ])("are refused in %j", (content, message) => {
    expect(() => given(content)).toThrow(message);
  });
});
