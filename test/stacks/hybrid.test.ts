import { patternEnvironment } from "../golden/pattern-environment";
import { PATTERNS } from "../../stacks/topology/patterns";
import { planStacks, type RegionStack } from "../../stacks/topology";
import { environmentOf } from "./shop";

const TEXT = patternEnvironment("hybrid");
const regionsOf = (text: string): readonly RegionStack[] =>
  planStacks(environmentOf(text)).filter((stack) => stack.kind === "region");

describe("a partition with a data centre on premises", () => {
  it("is joined with it from every region", () => {
    expect(regionsOf(TEXT).map(({ hybrid }) => hybrid)).toEqual(
      ["eu-central-1", "eu-west-1"].map((region) =>
        expect.objectContaining({
          linkName: `shop-${region}-premises`,
          resolverName: `shop-${region}-names`,
          cidrs: ["192.168.0.0/20"],
          directConnections: { carrier: { connectionId: "dxcon-ffabc123", vlan: 101, asn: 65_010 } },
          domains: { "erp.example.com": ["192.168.0.2"] },
        }),
      ),
    );
  });

  it("captures into the anchor, under the names and tags of its region and its database", () => {
    const [first] = regionsOf(TEXT);

    expect(first?.hybrid?.capture).toMatchObject({
      captureName: "shop-eu-central-1-capture",
      source: { engine: "postgres", databaseName: "erp", port: 5_432 },
      targetDatabase: "inventory",
      instanceClass: "dms.r6i.large",
      tables: [{ schema: "erp", table: "stock", leftOut: [] }],
      tags: first?.database?.tags,
    });
  });

  it("mirrors topics with the class of their streams", () => {
    const text = TEXT.replace("  stock-events: {}", "  stock-events: { tags: { data-class: confidential } }");
    const [first] = regionsOf(text);

    expect(first?.hybrid?.mirror).toMatchObject({
      topics: { "stock-events": { dataClass: "confidential" } },
      consumerGroups: ["projector"],
      tags: { "data-class": "confidential" },
    });
  });

  it("is the same whichever region is primary", () => {
    const swapped = TEXT.replace("    primary: eu-central-1\n", "    primary: eu-west-1\n");

    expect(regionsOf(swapped).map(({ hybrid }) => hybrid)).toEqual(regionsOf(TEXT).map(({ hybrid }) => hybrid));
  });

  it("leaves nothing of its pattern unbuilt", () => {
    expect(PATTERNS.hybrid.unbuilt).toEqual([]);
  });
});

describe("a partition without one", () => {
  it("has no line", () => {
    const regions = regionsOf(patternEnvironment("microservices-relational"));

    expect(regions.map(({ hybrid }) => hybrid)).toEqual([undefined, undefined]);
  });
});
