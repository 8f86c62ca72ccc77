import { readFileSync } from "node:fs";
import { comparisonDocument, type ComparisonDocument } from "../../../../planner/report/comparison/document";
import { comparisonMarkdown } from "../../../../planner/report/comparison/markdown";
import { compareKit, PAGE, pageOf } from "../../../../scripts/generate-pattern-comparison";

/** Text whose tables are as narrow as they can be. */
function narrow(text: string): string {
  return text.replace(/ +/g, " ").replace(/-{2,}/g, "--").trim();
}

let document: ComparisonDocument;
let comparison: Awaited<ReturnType<typeof compareKit>>["comparison"];
beforeAll(async () => {
  const kit = await compareKit();
  comparison = kit.comparison;
  document = comparisonDocument(kit.workload, comparison);
});

describe("the comparison of patterns", () => {
  it("is what docs/pattern-comparison.md says", () => {
    expect(narrow(readFileSync(PAGE, "utf8"))).toBe(narrow(pageOf(comparisonMarkdown(document))));
  });

  it("has all five patterns and two baselines, each at 1× and at 20×", () => {
    const names = ["serverless-streams", "microservices-relational", "keyvalue-cdn", "hybrid", "nightly-batch"];
    const sides = [...names, "always-on services", "always-on instances"];

    expect(document.sides.map(({ side, scale }) => [scale, side])).toEqual(
      [1, 20].flatMap((scale) => sides.map((side) => [scale, side])),
    );
  });

  it("says that what is sized by hand for one load does not carry twenty times as much, and names the input", () => {
    const side = document.sides.find((one) => one.side === "always-on services" && one.scale === 20);

    expect(side?.headroom).toBeLessThan(1);
    expect(side?.breaksFirst).toMatchObject({
      what: "service availability, pods",
      input: "spec.maxReplicas",
      bound: 5,
    });
    expect(side?.sale?.failures[0]).toContain("raise maxReplicas");
  });

  it("leaves no use of any resource unstated", () => {
    const open = comparison.compared.flatMap(({ costs }) =>
      costs.flatMap(({ resource, lines }) =>
        lines.filter(({ quantity }) => quantity === undefined).map(({ name }) => `${resource.name} ${name}`),
      ),
    );

    expect(open).toEqual([]);
  });

  it("lacks the prices on record, and no others", () => {
    const lacking = comparison.compared.flatMap(({ costs }) =>
      costs.flatMap(({ resource, lines, unpriced }) =>
        unpriced !== undefined || lines.some(({ price }) => price === undefined) ? [resource.type] : [],
      ),
    );

    expect([...new Set(lacking)].toSorted()).toEqual([
      "aws:dms/replicationInstance:ReplicationInstance",
      "aws:rds/proxyEndpoint:ProxyEndpoint",
    ]);
  });

  it("computes each claim over three parts of the bill", () => {
    expect(document.claims.map(({ scale, cuts }) => [scale, cuts.length])).toEqual([
      [1, 3],
      [20, 3],
      [0.02, 3],
    ]);
    for (const { cuts, leastPercent, mostPercent } of document.claims) {
      for (const { percent, verdict, sideUsd, baselineUsd } of cuts) {
        expect(percent).toBeCloseTo((1 - sideUsd / baselineUsd) * 100, 6);
        expect(verdict === "does not hold").toBe(Math.round(percent) < leastPercent);
        expect(verdict === "saves more").toBe(Math.round(percent) > mostPercent);
      }
    }
  });
});
