import { findingsJunit } from "../../../../planner/report/findings/junit";
import { findingsMarkdown } from "../../../../planner/report/findings/markdown";
import { findingsSarif } from "../../../../planner/report/findings/sarif";
import { findingsText } from "../../../../planner/report/findings/text";
import { document, finding, FINDINGS, queueUrn } from "./fixture";

const EXEMPTED = finding({
  urn: queueUrn("orders"),
  level: "advisory",
  message: "kmsMasterKeyId is missing, expected a key",
  remediation: "Name a key.",
  exemption: {
    expires: "2027-02-01",
    owner: "shop",
    approvedBy: "security",
    ticket: "SHOP-1",
    place: "exemptions.yaml:2",
    reason: "It goes with the *old* shop.",
  },
});
const SAID = "exempted until 2027-02-01 by shop, approved by security (SHOP-1, exemptions.yaml:2): It goes with the ";
const exempted = document([EXEMPTED]);

describe("a finding that is exempted", () => {
  it("does not count, and is in the document with what covers it", () => {
    expect(exempted.summary).toEqual({ mandatory: 0, advisory: 0, exempted: 1, known: 0 });
    expect(exempted.findings[0]?.exemption).toEqual({ ...EXEMPTED.exemption });
    expect(document().findings.map(({ exemption }) => exemption)).toEqual([null, null, null, null]);
  });

  it("has the fingerprint that it would have without the exemption", () => {
    expect(exempted.findings[0]?.fingerprint).toBe(document().findings[0]?.fingerprint);
  });

  it("stands last in a text, without a fix", () => {
    expect(findingsText(document([EXEMPTED, ...FINDINGS.slice(2, 3)]))).toBe(
      [
        "! queue-warn-name  advisory, high  (shop-policies)",
        "  dev: aws:sqs/queue:Queue lost",
        "    its name is `odd`",
        "",
        "○ queue-require-key  exempted, high  (shop-policies)",
        "  dev: aws:sqs/queue:Queue orders  index.ts:16",
        "    kmsMasterKeyId is missing, expected a key",
        `    ${SAID}*old* shop.`,
        "",
        "1 stack judged by 2 policies, 0 mandatory and 1 advisory findings, 1 exempted",
        "",
      ].join("\n"),
    );
  });

  it("is a group of its own in Markdown, beside those of the same policy that count", () => {
    const text = findingsMarkdown(document([EXEMPTED, ...FINDINGS.slice(1, 2)]));

    expect(text).toContain("**1 stack judged by 2 policies, 1 mandatory and 0 advisory findings, 1 exempted**");
    expect(text).toContain("### ❌ queue-require-key (mandatory, high)\n\nName a key.\n");
    expect(text).toContain(
      "### 💤 queue-require-key (exempted, high)\n\n| stack | resource | what is wrong | where |\n" +
        "| ----- | -------- | ------------- | ----- |\n" +
        `| dev | \`aws:sqs/queue:Queue orders\` | kmsMasterKeyId is missing, expected a key<br>${SAID}\\*old\\* shop. | \`index.ts:16\` |`,
    );
  });

  it("is a skipped test in JUnit's XML", () => {
    const lines = findingsJunit(exempted).split("\n");

    expect(lines.slice(1, 6)).toEqual([
      '<testsuites name="policy" tests="3" failures="0" errors="0">',
      '  <testsuite name="dev" tests="3" failures="0" errors="0" skipped="1">',
      '    <testcase classname="shop-policies" name="queue-require-key: aws:sqs/queue:Queue orders">',
      `      <skipped message="kmsMasterKeyId is missing, expected a key&#10;${SAID}*old* shop."/>`,
      "    </testcase>",
    ]);
    expect(lines.join("\n")).not.toContain("system-out");
  });

  it("is suppressed in SARIF, where then every result says whether it is", () => {
    const [run] = findingsSarif(document([EXEMPTED, ...FINDINGS.slice(1, 2)]), {
      fallback: "Pulumi.yaml",
      version: "0.1.0",
    }).runs;

    expect(run?.results?.map(({ suppressions }) => suppressions)).toEqual([
      [{ kind: "external", status: "accepted", justification: `${SAID}*old* shop.` }],
      [],
    ]);
    const [without] = findingsSarif(document(), { fallback: "Pulumi.yaml", version: "0.1.0" }).runs;
    expect(without?.results?.some((result) => "suppressions" in result)).toBe(false);
  });
});
