import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { describeEnvironment, type DescribedStack } from "../../stacks/describe";
import { environmentJsonSchema } from "../../stacks/environment-schema";
import { FROM_SOURCE } from "../support/from-source";
import { SHOP } from "./shop";

const STACKS = join(__dirname, "..", "..", "stacks");
const ENVIRONMENTS = join(STACKS, "environments");
const SCHEMA = join(ENVIRONMENTS, "environment.schema.json");
const NAMES = ["dev", "prod"];

const PARTITIONS = [
  { partition: "ch", regime: "ch-fadp", account: "555555555555", regions: ["eu-central-2"] },
  { partition: "eu", regime: "eu-gdpr", account: "222222222222", regions: ["eu-central-1", "eu-west-1"] },
  { partition: "in", regime: "in-rbi", account: "666666666666", regions: ["ap-south-1", "ap-south-2"] },
  { partition: "us", regime: "us-none", account: "333333333333", regions: ["us-east-1", "us-west-2"] },
];

const MARKETS: Readonly<Record<string, readonly string[]>> = {
  ch: ["CH", "LI"],
  eu: ["AT", "BE", "DE", "ES", "FR", "IE", "IT", "NL", "PL", "SE"],
  in: ["IN"],
  us: ["US"],
};

function stacksOf(environment: string): readonly DescribedStack[] {
  const description = describeEnvironment(join(ENVIRONMENTS, `${environment}.yaml`));
  expect(description.problems).toBeUndefined();
  return description.problems === undefined ? description.stacks : [];
}

function stateIn(region: string | undefined) {
  return {
    backend: "s3://inventory-platform-state-111111111111?region=eu-central-1",
    secretsProvider: `awskms://alias/inventory-platform-state?region=${String(region)}`,
  };
}

function deployRoleIn(account: string): string {
  return `arn:aws:iam::${account}:role/inventory-platform-deploy`;
}

describe("describeEnvironment", () => {
  it("describes production: four partitions, one of them of a single region", () => {
    expect(stacksOf("prod").map(({ sources: _sources, ...stack }) => stack)).toEqual([
      {
        name: "prod-global",
        kind: "global",
        region: "us-east-1",
        account: "111111111111",
        state: stateIn("us-east-1"),
        deployRoleArn: deployRoleIn("111111111111"),
        allowedRegions: ["us-east-1"],
        references: [],
        config: { "inventory-platform:environment": "prod", "aws:region": "us-east-1" },
      },
      ...PARTITIONS.map(({ regions, ...partition }) => ({
        ...partition,
        name: `prod-${partition.partition}`,
        kind: "partition",
        region: regions[0],
        state: stateIn(regions[0]),
        deployRoleArn: deployRoleIn(partition.account),
        allowedRegions: regions,
        references: ["prod-global"],
        residence: {
          markets: MARKETS[partition.partition],
          tenants: [],
          transfers: {},
          personalData: "in-region",
          processors: [],
          premises: [],
        },
        config: { "inventory-platform:environment": "prod", "aws:region": regions[0] },
      })),
      ...PARTITIONS.flatMap(({ regions, ...partition }) =>
        regions.map((region, index) => ({
          ...partition,
          name: `prod-${region}`,
          kind: "region",
          state: stateIn(regions[0]),
          deployRoleArn: deployRoleIn(partition.account),
          region,
          role: index === 0 ? "primary" : "secondary",
          allowedRegions: regions,
          references: [`prod-${partition.partition}`, ...regions.slice(0, index).map((earlier) => `prod-${earlier}`)],
          config: { "inventory-platform:environment": "prod", "aws:region": region },
        })),
      ),
    ]);
  });

  it("describes development: one partition of one region", () => {
    expect(stacksOf("dev").map(({ name }) => name)).toEqual(["dev-global", "dev-eu", "dev-eu-central-1"]);
  });

  it("gives plain data, which survives being written down", () => {
    expect(JSON.parse(JSON.stringify(stacksOf("prod")))).toEqual(stacksOf("prod"));
  });

  it("refuses a file that does not exist, and names those that do", () => {
    const file = join(ENVIRONMENTS, "staging.yaml");

    expect(describeEnvironment(file)).toEqual({
      problems: [
        {
          file,
          path: "the file",
          expected: "one of dev.yaml, prod.yaml",
          change: "name an environment that exists, or create its file",
        },
      ],
    });
  });

  it("needs no SDK", () => {
    const program = `require("./stacks/describe"); console.log(JSON.stringify(Object.keys(require.cache)))`;
    const options = { cwd: join(STACKS, ".."), encoding: "utf8" } as const;
    const output = execFileSync(process.execPath, [...FROM_SOURCE, "-e", program], options);
    const loaded = JSON.parse(output) as string[];

    expect(loaded.filter((path) => path.includes("@pulumi"))).toEqual([]);
    expect(loaded).toContain(join(STACKS, "describe.ts"));
  });
});

describe("the stack files", () => {
  it("are those of the environments' stacks, and hold their settings", () => {
    const folder = join(STACKS, "config");
    const files = readdirSync(folder).map((file) => [file, parse(readFileSync(join(folder, file), "utf8"))]);
    const stacks = NAMES.flatMap(stacksOf).map(({ name, config }) => [`Pulumi.${name}.yaml`, { config }]);

    expect(Object.fromEntries(files)).toEqual(Object.fromEntries(stacks));
  });
});

describe("environment.schema.json", () => {
  it("is in step with the schema in code", () => {
    expect(JSON.parse(readFileSync(SCHEMA, "utf8"))).toEqual(environmentJsonSchema());
  });

  it.each([["shop", SHOP], ...NAMES.map((name) => [name, readFileSync(join(ENVIRONMENTS, `${name}.yaml`), "utf8")])])(
    "takes %s, as the reader does",
    (_name, text) => {
      const validate = new Ajv({ allErrors: true }).compile(environmentJsonSchema());

      expect([validate(parse(text)), validate.errors]).toEqual([true, null]);
    },
  );

  it("refuses a file with an unknown region, and one with a field too many", () => {
    const validate = new Ajv({ allErrors: true }).compile(environmentJsonSchema());

    expect(validate(parse(SHOP.replace("[us-east-1]", "[us-east-9]")))).toBe(false);
    expect(validate(parse(`${SHOP}owner: x\n`))).toBe(false);
  });

  it.each(NAMES)("is named by %s.yaml for editors", (name) => {
    expect(readFileSync(join(ENVIRONMENTS, `${name}.yaml`), "utf8").split("\n")[0]).toBe(
      "# yaml-language-server: $schema=./environment.schema.json",
    );
  });
});
