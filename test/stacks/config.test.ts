import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ENVIRONMENTS, planStack } from "./plan-environment";
import { SHOP, shopWith } from "./shop";

describe("the settings of a stack", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "environments-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("find the environment whatever the project is called", async () => {
    writeFileSync(join(folder, "shop.yaml"), SHOP);
    const config = { "inventory-platform:environment": "shop", "aws:region": "us-east-1" };

    const plan = await planStack({ stack: "shop-global", config, environments: folder });

    expect(plan.outputs["domain"]).toBe("shop.example.com");
  });

  it("refuses a stack without an environment", async () => {
    await expect(planStack({ stack: "prod-eu", config: { "aws:region": "eu-central-1" } })).rejects.toThrow(
      "Pulumi.prod-eu.yaml: inventory-platform:environment is missing, expected one of dev, prod; add it to the stack's file",
    );
  });

  it("refuses an empty stack file, with both settings", async () => {
    await expect(planStack({ stack: "prod-eu", config: {} })).rejects.toThrow(
      "Pulumi.prod-eu.yaml: inventory-platform:environment is missing, expected one of dev, prod; " +
        "add it to the stack's file\n" +
        "Pulumi.prod-eu.yaml: aws:region is missing, expected the region that the environment gives this stack; " +
        "add it to the stack's file",
    );
  });

  it("refuses an environment without a file", async () => {
    const config = { "inventory-platform:environment": "staging", "aws:region": "eu-central-1" };

    await expect(planStack({ stack: "staging-eu", config })).rejects.toThrow(
      `${join(ENVIRONMENTS, "staging.yaml")}: the file is missing, expected one of dev.yaml, prod.yaml; ` +
        "name an environment that exists, or create its file",
    );
  });

  it("refuses a stack that the environment does not have", async () => {
    const config = { "inventory-platform:environment": "dev", "aws:region": "eu-west-1" };

    await expect(planStack({ stack: "dev-eu-west-1", config })).rejects.toThrow(
      'Pulumi.dev-eu-west-1.yaml: the stack is "dev-eu-west-1", expected one of dev-global, dev-eu, dev-eu-central-1; ' +
        "select one of them, or add its region to the environment",
    );
  });

  it("refuses a region other than the environment gives the stack", async () => {
    const config = { "inventory-platform:environment": "prod", "aws:region": "us-east-1" };

    await expect(planStack({ stack: "prod-eu-central-1", config })).rejects.toThrow(
      'Pulumi.prod-eu-central-1.yaml: aws:region is "us-east-1", expected eu-central-1; ' +
        "set the region that the environment gives this stack",
    );
  });

  it("refuses a stack without a region", async () => {
    const config = { "inventory-platform:environment": "prod" };

    await expect(planStack({ stack: "prod-global", config })).rejects.toThrow(
      "Pulumi.prod-global.yaml: aws:region is missing, expected us-east-1; " +
        "set the region that the environment gives this stack",
    );
  });

  it("refuses a broken environment with all its problems", async () => {
    writeFileSync(
      join(folder, "shop.yaml"),
      shopWith(["tier: small", "tier: tiny"], ["primary: us-east-1\ntables", "primary: us-east-2\ntables"]),
    );
    const config = { "inventory-platform:environment": "shop", "aws:region": "us-east-1" };
    const file = join(folder, "shop.yaml");

    await expect(planStack({ stack: "shop-global", config, environments: folder })).rejects.toMatchObject({
      name: "EnvironmentError",
      message:
        `${file}:4: tier is "tiny", expected one of small, standard, large; correct it\n` +
        `${file}:38: partitions.us.primary is "us-east-2", expected one of us-east-1; name the region that is primary today`,
      problems: [{ path: "tier" }, { path: "partitions.us.primary" }],
    });
  });
});
