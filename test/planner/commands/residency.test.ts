import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020";
import schema from "../../../planner/residency.schema.json";
import { planner } from "../../support/planner";

const VIOLATIONS = path.join(__dirname, "..", "..", "fixtures", "violations");

/** An export of a stack with one table of the Union. */
function exportWith(residency: string, replica: string): string {
  const tags = { "data-class": "personal", residency };
  const stack = "urn:pulumi:shop::shop";
  const provider = `${stack}::pulumi:providers:aws::main`;
  const inputs = { hashKey: "id", replicas: [{ regionName: replica }], tags };
  const type = "aws:dynamodb/table:Table";
  return JSON.stringify({
    version: 3,
    deployment: {
      resources: [
        { urn: `${stack}::pulumi:pulumi:Stack::shop-shop`, type: "pulumi:pulumi:Stack", custom: false },
        { urn: provider, type: "pulumi:providers:aws", id: "p", custom: true, inputs: { region: "eu-central-1" } },
        {
          urn: `${stack}::${type}::carts`,
          type,
          id: "carts",
          custom: true,
          provider: `${provider}::p`,
          inputs,
          outputs: { ...inputs, name: "carts" },
        },
      ],
    },
  });
}

describe("planner residency", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "residency-"));
  const fileOf = (name: string, text: string): string => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, text);
    return file;
  };
  const good = fileOf("good.json", exportWith("eu-gdpr", "eu-west-1"));
  const bad = fileOf("bad.json", exportWith("eu-gdpr", "us-east-1"));
  const run = (...args: string[]) => planner("residency", "--cwd", VIOLATIONS, ...args);

  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it("ends with 0 where the data stay, by the regime that a tag names", async () => {
    const { code, stdout, stderr } = await run("--file", good);

    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("✔ proven  eu-gdpr: EU and EEA, GDPR chapter V");
    expect(stdout).toMatch(/0 leave and 0 undecided\n$/);
  });

  it("ends with 1 where they leave, and names the input, the place and what the regime wants", async () => {
    const { code, stdout } = await run("--file", bad);

    expect(code).toBe(1);
    expect(stdout).toContain(
      [
        "✖ eu-gdpr  replica leaves to us-east-1",
        "  urn:pulumi:shop::shop::aws:dynamodb/table:Table::carts",
        "  replicas[0].regionName: us-east-1 (US) is none of eu-gdpr's regions",
      ].join("\n"),
    );
    expect(stdout).toContain("eu-gdpr wants an adequacy decision or standard contractual clauses");
  });

  it("prints JSON that its schema describes", async () => {
    const { stdout } = await run("--file", bad, "--format", "json");
    const document = JSON.parse(stdout);
    const validate = new Ajv2020().compile(schema);

    expect([validate(document), validate.errors]).toEqual([true, null]);
    expect([document.verdict, document.summary.leaves]).toEqual(["leaks", 1]);
  });

  it("prints Markdown with the finding and the regime's row", async () => {
    const { stdout } = await run("--file", bad, "--format", "markdown");

    expect(stdout).toContain("| eu-gdpr | leaks | EU and EEA, GDPR chapter V |");
    expect(stdout).toContain("| eu-gdpr | `shop carts` | `replicas[0].regionName` | leaves to us-east-1 |");
    expect(stdout).toContain("Regulation (EU) 2016/679, articles 44 to 50");
  });

  it("refuses what names no partition and no regime", async () => {
    const { code, stderr } = await run("--file", fileOf("none.json", exportWith("global", "eu-west-1")));

    expect(code).toBe(2);
    expect(stderr).toContain("names no residency partition, and no tag `residency` of a resource names a regime");
  });

  it("refuses stacks beside files", async () => {
    const { code, stderr } = await run("--file", good, "--stack", "dev");

    expect(code).toBe(2);
    expect(stderr).toContain("--stack: asks for a program to be planned, and --file for files to be judged");
  });
});
