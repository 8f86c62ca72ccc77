import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { readBaseline } from "../../../../planner/report/findings/baseline";
import { FindingsDocument } from "../../../../planner/report/findings/document";
import { findingsJunit } from "../../../../planner/report/findings/junit";
import { findingsMarkdown } from "../../../../planner/report/findings/markdown";
import { findingsSarif } from "../../../../planner/report/findings/sarif";
import { findingsText } from "../../../../planner/report/findings/text";
import { document, finding, FINDINGS, queueUrn } from "./fixture";

const fingerprints = (findings = FINDINGS) => document(findings).findings.map(({ fingerprint }) => fingerprint);

describe("the document of findings", () => {
  it("is as its schema says", () => {
    expect(FindingsDocument.parse(document())).toEqual(document());
    expect(document().summary).toEqual({ mandatory: 3, advisory: 1, exempted: 0, known: 0 });
  });

  it("names places in the program, and none of what ran it", () => {
    const sites = document().findings.map((found) => found.sites.map(({ file, line }) => `${file}:${line}`));

    expect(sites).toEqual([["index.ts:16"], ["node_modules/kit/queue.js:9", "index.ts:20"], [], ["index.ts:16"]]);
  });

  it("tells findings apart by policy, resource and property alone", () => {
    const [key] = fingerprints([
      finding({ urn: queueUrn("orders"), message: "kmsMasterKeyId is missing, expected a key" }),
    ]);
    const [same] = fingerprints([
      finding({ urn: queueUrn("orders"), message: 'kmsMasterKeyId is "", expected a name' }),
    ]);
    const [other] = fingerprints([
      finding({ urn: queueUrn("orders"), message: "tags.owner is missing, expected a slug" }),
    ]);

    expect(same).toBe(key);
    expect(other).not.toBe(key);
    expect(new Set(fingerprints()).size).toBe(4);
  });
});

describe("findings as text", () => {
  it("name each policy once, what fails first", () => {
    expect(findingsText(document())).toBe(
      [
        "✖ broken  mandatory, high  (shop-policies)",
        "  dev: aws:sqs/queue:Queue orders  index.ts:16",
        "    the policy itself failed: Error",
        "",
        "✖ queue-require-key  mandatory, high  (shop-policies)",
        "  dev: aws:sqs/queue:Queue orders  index.ts:16",
        "    kmsMasterKeyId is missing, expected a key",
        "  dev: aws:sqs/queue:Queue returns  index.ts:20",
        '    kmsMasterKeyId is "a|b <c>", expected a key',
        "  fix: Name a key.",
        "",
        "! queue-warn-name  advisory, high  (shop-policies)",
        "  dev: aws:sqs/queue:Queue lost",
        "    its name is `odd`",
        "",
        "1 stack judged by 2 policies, 3 mandatory and 1 advisory findings",
        "",
      ].join("\n"),
    );
  });

  it("are quiet where nothing is found", () => {
    expect(findingsText(document([]))).toBe("1 stack judged by 2 policies, 0 mandatory and 0 advisory findings\n");
  });
});

describe("findings as Markdown", () => {
  it("show what policies quote as it is", () => {
    const text = findingsMarkdown(document());

    expect(text).toContain("**1 stack judged by 2 policies, 3 mandatory and 1 advisory findings**");
    expect(text).toContain("### ❌ queue-require-key (mandatory, high)\n\nName a key.\n\n| stack |");
    expect(text).toContain(
      '| dev | `aws:sqs/queue:Queue returns` | kmsMasterKeyId is "a\\|b \\<c\\>", expected a key | `index.ts:20` |',
    );
    expect(text).toContain("| dev | `aws:sqs/queue:Queue lost` | its name is \\`odd\\` |  |");
  });
});

describe("findings as JUnit's XML", () => {
  it("are failed tests, policies without any passed ones, failed policies errors", () => {
    const lines = findingsJunit(document()).split("\n");

    expect(lines.slice(0, 3)).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="policy" tests="4" failures="2" errors="1">',
      '  <testsuite name="dev" tests="4" failures="2" errors="1" skipped="0">',
    ]);
    expect(lines).toContain(
      '    <testcase classname="shop-policies" name="queue-require-key: aws:sqs/queue:Queue returns">',
    );
    expect(lines.join("\n")).toContain(
      '<failure type="high" message="kmsMasterKeyId is &quot;a|b &lt;c&gt;&quot;, expected a key">',
    );
    expect(lines.join("\n")).toContain('<error type="high" message="the policy itself failed: Error">');
    expect(lines).toContain("      <system-out>aws:sqs/queue:Queue lost: its name is `odd`</system-out>");
  });

  it("hold no character that XML does not have", () => {
    const text = findingsJunit(
      document([finding({ urn: queueUrn("orders"), message: "it is \u0000\u001b[31m\ud800 red" })]),
    );

    expect(text).toContain("it is \ufffd\ufffd[31m\ufffd red");
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
  });
});

describe("findings as SARIF", () => {
  const log = findingsSarif(document(), { fallback: "Pulumi.yaml", version: "0.1.0" });
  const [run] = log.runs;
  const [orders, returns, lost, broken] = run?.results ?? [];

  it("lie where the project constructs the resource", () => {
    expect(orders).toEqual({
      ruleId: "shop-policies/queue-require-key",
      ruleIndex: 0,
      level: "error",
      message: { text: "kmsMasterKeyId is missing, expected a key\nName a key." },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: "index.ts" }, region: { startLine: 16, startColumn: 3 } },
          logicalLocations: [
            { name: "aws:sqs/queue:Queue orders", fullyQualifiedName: queueUrn("orders"), kind: "resource" },
          ],
        },
      ],
      relatedLocations: [
        {
          id: 1,
          message: { text: "what the environment says of it" },
          physicalLocation: { artifactLocation: { uri: "environments/dev.yaml" }, region: { startLine: 12 } },
        },
      ],
      partialFingerprints: { "policyResourceProperty/v1": fingerprints()[0] },
      properties: { stack: "dev" },
    });
    expect(lost?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: "Pulumi.yaml" },
      region: { startLine: 1 },
    });
  });

  it("relate the component's own line, and the environment's of where it lies", () => {
    expect(returns?.locations?.[0]?.physicalLocation?.region?.startLine).toBe(20);
    const related = returns?.relatedLocations?.map(({ id, physicalLocation: place }) => {
      return [id, place?.artifactLocation?.uri, place?.region?.startLine];
    });
    expect(related).toEqual([
      [1, "node_modules/kit/queue.js", 9],
      [2, "environments/dev.yaml", 4],
    ]);
  });

  it("describe the policies as rules, and give a failed policy none", () => {
    expect(run?.tool.driver.rules).toEqual([
      {
        id: "shop-policies/queue-require-key",
        name: "queue-require-key",
        shortDescription: { text: "A queue has a key." },
        help: { text: "Name a key." },
        helpUri: "https://example.com/keys",
        properties: { tags: ["security", "policy"], "security-severity": "8.0" },
      },
      {
        id: "shop-policies/queue-warn-name",
        name: "queue-warn-name",
        shortDescription: { text: "A queue has a plain name." },
        properties: { tags: ["security", "policy"] },
      },
    ]);
    expect([broken?.ruleId, broken?.ruleIndex]).toEqual(["shop-policies/broken", undefined]);
  });
});

describe("a baseline", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "baseline-"));
  const written = (name: string, content: unknown): string => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, JSON.stringify(content));
    return file;
  };

  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it("is what JSON or SARIF of an earlier run says", () => {
    const sarif = findingsSarif(document(), { fallback: "Pulumi.yaml", version: "0.1.0" });

    for (const file of [written("a.json", document()), written("a.sarif", sarif)]) {
      expect(document(FINDINGS, readBaseline(file)).summary).toEqual({
        mandatory: 0,
        advisory: 0,
        exempted: 0,
        known: 4,
      });
    }
  });

  it("leaves one finding more of a kind than it has", () => {
    const [first] = FINDINGS;
    const twice = first === undefined ? [] : [first, first];

    expect(document(twice, readBaseline(written("one.json", document(twice.slice(1))))).summary).toEqual({
      mandatory: 1,
      advisory: 0,
      exempted: 0,
      known: 1,
    });
  });

  it("is refused where it is neither", () => {
    const file = written("other.json", { findings: ["x"] });

    expect(() => readBaseline(file)).toThrow(
      `--baseline ${file}: holds no findings with fingerprints; name a file that \`planner policy --format json --out FILE\` wrote`,
    );
    expect(() => readBaseline(path.join(folder, "absent"))).toThrow(/cannot be read: Error: ENOENT/);
  });
});
