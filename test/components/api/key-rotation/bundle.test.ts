import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { bundledBeside } from "../../../support/bundled";

/** Services that log what changes something, where the bundle looks for the SDK. */
const FAKES = {
  "client-api-gateway": `
    const keys = [];
    const plan = [];
    exports.APIGateway = class {
      async getApiKeys() { return { items: keys }; }
      async getUsagePlanKeys() { return { items: plan }; }
      async createApiKey({ name, value }) {
        if (!/^[0-9a-f]{64}$/.test(value)) throw new Error("weak");
        console.log(JSON.stringify({ made: name.replace(/[0-9a-f-]{36}$/, "VERSION") }));
        keys.push({ id: "k1", name, createdDate: new Date() });
      }
      async createUsagePlanKey({ usagePlanId, keyId }) { plan.push({ id: keyId }); }
    };`,
  "client-secrets-manager": `
    const stages = {};
    let value;
    exports.SecretsManager = class {
      async describeSecret() { return { VersionIdsToStages: stages }; }
      async putSecretValue(input) {
        value = input.SecretString;
        stages[input.ClientRequestToken] = ["AWSCURRENT", ...input.VersionStages];
      }
      async getSecretValue() { return { SecretString: value }; }
      async updateSecretVersionStage({ RemoveFromVersionId }) { stages[RemoveFromVersionId] = ["AWSCURRENT"]; }
    };`,
};

const RUN = `
  const { handler } = require("./components/api/key-rotation/bundle/index.js");
  handler({}).then(() => handler({}));`;

let folder: string;
beforeAll(() => {
  folder = bundledBeside(FAKES, RUN);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(settings: unknown): readonly unknown[] {
  const env = { PATH: process.env["PATH"], API_NAME: "shop", SETTINGS: JSON.stringify(settings) };
  const printed = execFileSync(process.execPath, ["run.js"], { cwd: folder, env, stdio: "pipe" }).toString();
  expect(printed).not.toMatch(/[0-9a-f]{64}/);
  return printed
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

describe("the bundle", () => {
  it("makes a partner's key once, however often it is called, and never prints it", () => {
    const rotation = { usagePlanId: "p", secretArn: "arn:s", periodSeconds: 864_000, overlapSeconds: 86_400 };
    const done = (step: string) => ({ ApiName: "shop", kind: "done", partner: "carrier", step });

    expect(run({ carrier: rotation })).toStrictEqual([
      done("draw"),
      { made: "shop.carrier.VERSION" },
      ...["create", "admit", "finish"].map(done),
      expect.objectContaining({ Overdue: 0, FormerKeysInUse: 0 }),
      expect.objectContaining({ Overdue: 0, FormerKeysInUse: 0 }),
    ]);
  });

  it("does not start without its settings", () => {
    expect(() => run({ carrier: {} })).toThrow("usagePlanId");
  });
});
