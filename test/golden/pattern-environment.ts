import { shopWith } from "../stacks/shop";

const US_PARTITION = `  us:
    regime: us-none
    markets: [US]
    tenants: [west]
    cidr: 10.16.0.0/12
    regions: [us-east-1]
    initialPrimary: us-east-1
    primary: us-east-1
`;
const LAKE = `lake:
  archive: events
  datasets:
    stock_levels:
      description: Stock at midnight
      firstDay: "2026-01-01"
      columns: [{ name: sku, type: string, dataClass: internal, description: Article }]
`;

/** One partition of two regions with a little of everything, in one of the patterns: all patterns bear the same load. */
export function patternEnvironment(pattern: string): string {
  return shopWith(
    ["microservices-relational", pattern],
    ["tier: small", "tier: standard"],
    ['  us: "333333333333"\n', ""],
    ["    us: awskms://alias/state?region=us-east-1\n", ""],
    [US_PARTITION, ""],
    ["    callers: [catalog]\n", '    callers: [catalog]\n    cache: { access: write, keys: "stock:*" }\n'],
    ["archives:\n", `${LAKE}archives:\n`],
  );
}

/** Name of the file with a pattern's inventory. */
export function patternFile(pattern: string): string {
  return `pattern-${pattern}.inventory.json`;
}
