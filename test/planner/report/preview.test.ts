import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv/dist/2020";
import type { Finding } from "../../../planner/finding";
import { SECRET, SIGNATURE, UNKNOWN, type Plan, type PlannedResource } from "../../../planner/plan";
import { previewDocument, type JudgedStack } from "../../../planner/report/preview";
import { PreviewDocument, previewJsonSchema } from "../../../planner/report/preview-document";
import { previewText } from "../../../planner/report/preview-text";
import { previewsDocument, previewsText } from "../../../planner/report/previews";
import { withoutSecrets } from "../../../planner/report/redact";
import { FROM_SOURCE } from "../../support/from-source";

const ROOT = path.join(__dirname, "..", "..", "..");
const SCHEMA: object = JSON.parse(readFileSync(path.join(ROOT, "planner", "preview.schema.json"), "utf8"));
const STACK = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
const SECRET_VALUE = { [SIGNATURE]: SECRET, value: ["hunter22"] };

function resource(given: Pick<PlannedResource, "urn" | "type" | "name" | "kind"> & Partial<PlannedResource>) {
  return { inputs: {}, outputs: {}, dependencies: [], propertyDependencies: {}, options: {}, ...given };
}

function urn(type: string, name: string): string {
  return `urn:pulumi:dev::shop::${type}::${name}`;
}

const TABLE = "aws:dynamodb/table:Table";
const plan: Plan = {
  version: 1,
  organization: "organization",
  project: "shop",
  stack: "dev",
  mode: "unknowns",
  resources: [
    resource({ urn: STACK, type: "pulumi:pulumi:Stack", name: "shop-dev", kind: "component" }),
    resource({
      urn: urn("shop:index:Box", "box"),
      type: "shop:index:Box",
      name: "box",
      kind: "component",
      parent: STACK,
    }),
    ...["a", "b"].map((name) =>
      resource({ urn: urn(TABLE, name), type: TABLE, name, kind: "custom", parent: urn("shop:index:Box", "box") }),
    ),
    resource({
      urn: urn(TABLE, "kept"),
      type: TABLE,
      name: "kept",
      kind: "custom",
      parent: STACK,
      provider: "provider",
      region: "eu-central-1",
      inputs: { password: SECRET_VALUE, arn: `${UNKNOWN}/*`, tags: { list: [UNKNOWN, 1, null, true] } },
      dependencies: [urn(TABLE, "a")],
      options: { protect: true },
    }),
    resource({ urn: urn(TABLE, "found"), type: TABLE, name: "found", kind: "read" }),
  ],
  outputs: { token: SECRET_VALUE },
  references: [],
  diagnostics: [{ severity: "warning", message: "look here", urn: urn(TABLE, "a") }],
};
const finding: Finding = {
  pack: "pack",
  policy: "table-look",
  level: "advisory",
  urn: urn(TABLE, "a"),
  message: "two\nlines",
};
const judged: JudgedStack[] = [{ plan, findings: [finding] }];

describe("the JSON Schema of a preview", () => {
  it("is in step with the document in code", () => {
    expect(SCHEMA).toEqual(previewJsonSchema());
  });

  it("is what the script would write", () => {
    const script = path.join(ROOT, "scripts", "generate-preview-schema.ts");
    const args = [...FROM_SOURCE, script, "--check"];

    expect(execFileSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" })).toBe("");
  });

  it("takes a document", () => {
    const validate = new Ajv({ allErrors: true, strict: true }).compile(SCHEMA);

    expect([validate(previewDocument(undefined, judged)), validate.errors]).toEqual([true, null]);
  });

  it.each([
    ["a field too many", { more: 1 }],
    ["another version", { version: 2 }],
    ["no summary", { summary: undefined }],
  ])("refuses %s", (_what, change) => {
    const document: unknown = JSON.parse(JSON.stringify({ ...previewDocument("dev", judged), ...change }));

    expect(new Ajv().compile(SCHEMA)(document)).toBe(false);
    expect(PreviewDocument.safeParse(document).success).toBe(false);
  });
});

describe("the document of a preview", () => {
  const document = previewDocument(undefined, judged);

  it("shows secrets and unknowns by name, and what is absent as null", () => {
    expect(document.stacks[0]?.resources[4]).toEqual({
      urn: urn(TABLE, "kept"),
      type: TABLE,
      name: "kept",
      parent: STACK,
      region: "eu-central-1",
      provider: "provider",
      inputs: { password: "[secret]", arn: "[unknown]/*", tags: { list: ["[unknown]", 1, null, true] } },
      dependencies: [urn(TABLE, "a")],
      protect: true,
    });
    expect(document.stacks[0]).toMatchObject({
      kind: "service",
      region: null,
      partition: null,
      role: null,
      outputs: { token: "[secret]" },
      findings: [{ ...finding, severity: null, remediation: null }],
    });
  });

  it("counts custom resources, components other than the stack, and findings by level", () => {
    expect(document.summary).toEqual({
      resources: 3,
      components: 1,
      findings: { mandatory: 0, advisory: 1, exempted: 0 },
      residency: null,
    });
  });

  it("ends in what is proven of a whole environment, and of several in the worst of it", () => {
    const proven = previewDocument("prod", judged, "proven");
    const leaks = previewDocument("dev", judged, "leaks");
    const previews = [proven, leaks, document].map((each) => ({ project: ".", document: each, judged }));

    expect(previewText(proven, judged, false)).toMatch(/0 mandatory and 1 advisory findings, residency proven\n$/);
    expect(previewsDocument(previews).summary.residency).toBe("leaks");
    expect(previewsText(previews, false)).toMatch(/0 mandatory and 3 advisory findings, residency leaks\n$/);
    expect(previewsDocument(previews.slice(2)).summary.residency).toBeNull();
  });
});

describe("the text of a preview", () => {
  it("draws children of one type as one line, and tells what was logged and found", () => {
    expect(previewText(previewDocument(undefined, judged), judged, false)).toBe(
      [
        "dev  (3 resources)",
        "├─ shop:index:Box  box",
        "│  └─ aws:dynamodb/table:Table  × 2",
        "└─ aws:dynamodb/table:Table  × 2",
        `   warning: look here (${urn(TABLE, "a")})`,
        "",
        "! table-look  advisory",
        `  ${urn(TABLE, "a")}`,
        "  two",
        "  lines",
        "",
        "1 stack, 3 resources, 1 component, 0 mandatory and 1 advisory findings",
        "",
      ].join("\n"),
    );
  });

  it("draws every resource where all are asked for", () => {
    expect(previewText(previewDocument(undefined, judged), judged, true).split("\n").slice(1, 6)).toEqual([
      "├─ shop:index:Box  box",
      "│  ├─ aws:dynamodb/table:Table  a",
      "│  └─ aws:dynamodb/table:Table  b",
      "├─ aws:dynamodb/table:Table  kept  protected",
      "└─ aws:dynamodb/table:Table  found  read",
    ]);
  });

  it("heads a stack of an environment with its place", () => {
    const described = {
      name: "dev",
      kind: "region",
      partition: "eu",
      region: "eu-central-1",
      role: "primary",
      account: "1",
      allowedRegions: [],
      references: [],
      config: {},
    } as const;
    const stacks = [{ plan, described: { ...described, allowedRegions: [], references: [] }, findings: [] }];

    expect(previewText(previewDocument("dev", stacks), stacks, false).split("\n")[0]).toBe(
      "dev  region · eu · eu-central-1 · primary  (3 resources)",
    );
  });
});

describe("a finding that quotes a secret", () => {
  it("is shown without it, wherever it stands, and otherwise unchanged", () => {
    const quoting = { ...finding, message: 'is "hunter22"', remediation: "not hunter22" };

    expect(withoutSecrets([quoting, finding], plan)).toEqual([
      { ...finding, message: 'is "[secret]"', remediation: "not [secret]" },
      finding,
    ]);
  });

  it("keeps words that a very short secret is part of", () => {
    const short = { ...plan, outputs: { token: { [SIGNATURE]: SECRET, value: "is" } } };

    expect(withoutSecrets([{ ...finding, message: "this is" }], short)).toEqual([{ ...finding, message: "this is" }]);
  });
});
