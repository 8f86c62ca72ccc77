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
const PRIMARY = "    primary: eu-central-1\n";
const LAKE = `lake:
  archive: events
  datasets:
    stock_levels:
      description: Stock at midnight
      firstDay: "2026-01-01"
      columns: [{ name: sku, type: string, dataClass: internal, description: Article }]
`;

/** What every pattern runs at night. */
const CHECKPOINTS = "  checkpoints: { expireAfter: 7 days }\n";
const JOBS = `jobs:
  reconciliation:
    image: reconciliation:1.0.0
    completions: 8
    checkpoint: checkpoints
    access: { tables: { catalog: read }, streams: [stock-events], archives: { events: read }, database: true }
`;

/** What every pattern with streams hands out, and the job over it. */
const FEEDS = `feeds:
  stock-changes:
    stream: stock-events
    description: Every change of stock
    firstDay: "2026-12-01"
    readerRole: warehouse
    fields: [{ name: sku, type: string, dataClass: internal, description: Article }]
    restock: { image: forecast:1.0.0 }
`;

/** A data centre that the pattern whose system of record is on premises is joined with. */
const ON_PREMISES = `    onPremises:
      cidrs: [192.168.0.0/20]
      vpnDevices: { hall: { address: 203.0.113.10, asn: 65010 } }
      domains: { erp.example.com: [192.168.0.2] }
      capture:
        engine: postgres
        databaseName: erp
        port: 5432
        tables: [{ schema: erp, table: stock }]
      mirror: { brokers: ["kafka.erp.example.com:9094"], topics: [stock-events], consumerGroups: [projector] }
      places:
${["eu-central-1", "eu-west-1"].map(placeIn).join("")}`;

function placeIn(region: string): string {
  const secret = (name: string): string => `arn:aws:secretsmanager:${region}:222222222222:secret:${name}-AbCdEf`;
  const login = (name: string): string =>
    `{ secret: "${secret(name)}", certificate: "arn:aws:dms:${region}:222222222222:cert:${name}" }`;
  return `        ${region}:
          directConnections: { carrier: { connectionId: dxcon-ffabc123, vlan: 101, asn: 65010 } }
          secretsKey: "arn:aws:kms:${region}:222222222222:key/1234"
          source: ${login("erp")}
          target: ${login("anchor")}
          kafka:
            secret: "${secret("kafka")}"
            plugin: { bucket: "arn:aws:s3:::plugins-${region}", key: providers.zip, version: v1 }
`;
}

/** An API whose one operation a function answers, and what stands in front of it. */
const EDGE = `functions:
  lookup:
    code: examples/small-merchant/functions/lookup
    access: { tables: { catalog: read } }
api:
  document: examples/small-merchant/api/openapi.yaml
  routes: { getAvailability: { backend: lookup, auth: none, cacheTtl: 5 seconds } }
`;
const API_ALONE = `${EDGE}cdn: { api: {} }
`;
const PAGES = `${EDGE}cdn:
  shop:
    default: { class: page, origin: api }
    paths:
      - { path: /availability/*, class: stock, origin: api }
      - { path: /assets/*, class: asset, origin: assets }
    buckets: { assets: { eu-central-1: shop-assets-eu-central-1, eu-west-1: shop-assets-eu-west-1 } }
    invalidation:
      stream: stock-events
      paths: { product: ["/products/{category}/{sku}"], category: ["/products/{category}/*"], all: ["/products/*"] }
`;
/** What the patterns that have functions have at the edge. */
const AT_THE_EDGE: Readonly<Record<string, string>> = { "serverless-streams": API_ALONE, "keyvalue-cdn": PAGES };

/** One partition of two regions with a little of everything, in one of the patterns: all patterns bear the same load. */
export function patternEnvironment(pattern: string): string {
  return shopWith(
    ["microservices-relational", pattern],
    ["tier: small", "tier: standard"],
    [
      "      min: 1\n      max: 4\n      metric: { kind: total",
      "      min: 2\n      max: 4\n      metric: { kind: total",
    ],
    [
      "      min: 1\n      max: 4\n      metric: { kind: gauge",
      "      min: 2\n      max: 4\n      metric: { kind: gauge",
    ],
    ['  us: "333333333333"\n', ""],
    ["    us: awskms://alias/state?region=us-east-1\n", ""],
    [US_PARTITION, ""],
    ["    callers: [catalog]\n", '    callers: [catalog]\n    cache: { access: write, keys: "stock:*" }\n'],
    ["archives:\n", `${LAKE}${pattern === "nightly-batch" ? "" : FEEDS}${JOBS}archives:\n${CHECKPOINTS}`],
    ...edgeOf(pattern),
    ...(pattern === "hybrid" ? [[PRIMARY, `${PRIMARY}${ON_PREMISES}`] as const] : []),
  );
}

/** What those with an edge have beside it: one account, as a shop begins. */
function edgeOf(pattern: string): readonly (readonly [string, string])[] {
  const edge = AT_THE_EDGE[pattern];
  return edge === undefined
    ? []
    : [
        ["queues:\n", `${edge}queues:\n`],
        ['  eu: "222222222222"\n', '  eu: "111111111111"\n'],
      ];
}

/** Name of the file with a pattern's inventory. */
export function patternFile(pattern: string): string {
  return `pattern-${pattern}.inventory.json`;
}
