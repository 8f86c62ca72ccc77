/** A text of the environment, and what stands in its place. */
export type Change = readonly [text: string, replacement: string];
/** A rule, what breaks it, and what is said. */
export type Case = readonly [rule: string, changes: readonly Change[], problems: readonly string[]];

const LOOK = "look: { backend: lookup, auth: none }";
const SHOP_CDN = "cdn: { shop: {} }";
const EU_REGIONS = "[eu-central-1, eu-west-1]\n    initialPrimary: eu-central-1\n    primary: eu-central-1";
const US_PARTITION = `  us:
    regime: us-none
    markets: [US]
    tenants: [west]
    cidr: 10.16.0.0/12
    regions: [us-east-1]
    initialPrimary: us-east-1
    primary: us-east-1
`;
/** The environment in AWS's European sovereign cloud. */
const SOVEREIGN: readonly Change[] = [
  [US_PARTITION, ""],
  ['  us: "333333333333"\n', ""],
  ["    us: awskms://alias/state?region=us-east-1\n", ""],
  ["    global: awskms://alias/state?region=us-east-1", "    global: awskms://alias/state?region=eusc-de-east-1"],
  ["    eu: awskms://alias/state?region=eu-central-1", "    eu: awskms://alias/state?region=eusc-de-east-1"],
  [
    EU_REGIONS,
    "[eusc-de-east-1]\n    initialPrimary: eusc-de-east-1\n    primary: eusc-de-east-1\n    zones: { eusc-de-east-1: [a, b, c] }",
  ],
];
/** Fields before the queues, beside a function that answers. */
function edgeOf(...fields: readonly string[]): readonly Change[] {
  return [
    ["pattern: microservices-relational", "pattern: serverless-streams"],
    ["queues:\n", ["functions: { lookup: { code: lookup } }", ...fields, "queues:\n"].join("\n")],
  ];
}

function apiOf(routes = LOOK, ...rest: readonly string[]): string {
  return `api: { ${["document: openapi.yaml", `routes: { ${routes} }`, ...rest].join(", ")} }`;
}

function linkOf(name: string, ...regions: readonly string[]): string {
  const balancers = regions.map((region) => `${region}: "${balancerIn(region)}"`);
  return `links: { ${name}: { host: stock.example.com, loadBalancers: { ${balancers.join(", ")} } } }`;
}

function balancerIn(region: string): string {
  return `arn:aws:elasticloadbalancing:${region}:222222222222:loadbalancer/net/stock/1`;
}

function partnerOf({ archive = "events", versions = "eu: v1, us: v2", keys = '"2026-11"' }): string {
  const trustStore = `{ archive: ${archive}, objectKey: partners.pem, versions: { ${versions} } }`;
  return `partner: { trustStore: ${trustStore}, partners: { carrier: { keys: [${keys}] } } }`;
}

function invalidatingBy(stream: string, ...rest: readonly string[]): string {
  const paths = 'paths: { product: ["/p/{category}/{sku}"], category: ["/p/{category}/*"], all: ["/p/*"] }';
  return `cdn: { shop: { invalidation: { ${[`stream: ${stream}`, paths, ...rest].join(", ")} } } }`;
}

const ALL_REGIONS = ["eu-central-1", "eu-west-1", "us-east-1"];

/** For each rule about the edge a file that breaks it alone, and the whole of what is said. */
export const BROKEN_EDGE: readonly Case[] = [
  [
    "api-is-behind-a-distribution",
    edgeOf(apiOf()),
    [
      `shop.yaml:1: cdn is [], expected a distribution with the origin api: the API lets in whoever comes through one, and partners; add one, such as cdn: { api: {} }`,
    ],
  ],
  [
    "api-route-has-a-backend",
    edgeOf(apiOf("look: { backend: stock, auth: none }"), SHOP_CDN),
    [`shop.yaml:66: api.routes.look.backend is "stock", expected one of lookup; correct it, or add what it names`],
  ],
  [
    "api-link-name-is-free",
    edgeOf(apiOf(LOOK, linkOf("lookup", ...ALL_REGIONS)), SHOP_CDN),
    [
      `shop.yaml:66: api.links.lookup is "lookup", expected a name that no function has; rename the link: a route names one or the other`,
    ],
  ],
  [
    "api-link-reaches-every-region",
    edgeOf(apiOf(LOOK, linkOf("stock", "eu-central-1", "eu-west-1", "us-west-2")), SHOP_CDN),
    [
      `shop.yaml:66: api.links.stock.loadBalancers.us-east-1 is missing, expected one for each of eu-central-1, eu-west-1, us-east-1, and no other; add it where it is missing, remove what is too much`,
      `shop.yaml:66: api.links.stock.loadBalancers.us-west-2 is "${balancerIn("us-west-2")}", expected one for each of eu-central-1, eu-west-1, us-east-1, and no other; add it where it is missing, remove what is too much`,
    ],
  ],
  [
    "api-keys-need-partners",
    edgeOf(apiOf("look: { backend: lookup, auth: key }"), SHOP_CDN),
    [
      `shop.yaml:66: api.routes.look.auth is "key", expected none or iam where there is no api.partner, who would have the keys; add the partners, or let the operation be called another way`,
    ],
  ],
  [
    "api-trusts-an-archive",
    edgeOf(apiOf(LOOK, partnerOf({ archive: "trust" })), SHOP_CDN),
    [
      `shop.yaml:66: api.partner.trustStore.archive is "trust", expected one of events; name the archive that holds the bundle, or add it`,
    ],
  ],
  [
    "api-trust-has-a-version-in-every-partition",
    edgeOf(apiOf(LOOK, partnerOf({ versions: "eu: v1, ch: v2" })), SHOP_CDN),
    [
      `shop.yaml:66: api.partner.trustStore.versions.us is missing, expected one for each of eu, us, and no other; add the version that S3 returned for the upload, or remove the partition`,
      `shop.yaml:66: api.partner.trustStore.versions.ch is "v2", expected one for each of eu, us, and no other; add the version that S3 returned for the upload, or remove the partition`,
    ],
  ],
  [
    "api-partner-can-be",
    edgeOf(apiOf(LOOK, partnerOf({ keys: '"2026-11", "2026-10", "2026-09"' })), SHOP_CDN),
    [
      `shop.yaml:66: api.partner.partners.carrier.keys is ["2026-11","2026-10","2026-09"], expected 1 key, or 2 while one takes over from the other, each once; take the oldest key away once its partner no longer sends it`,
    ],
  ],
  [
    "api-secrets-can-be",
    edgeOf(apiOf(LOOK, "originSecrets: [a, b, c]"), SHOP_CDN),
    [
      `shop.yaml:66: api.originSecrets is ["a","b","c"], expected 1 secret, or 2 while one takes over from the other, each once; take the old one away once it is no longer sent`,
    ],
  ],
  [
    "edge-is-in-the-commercial-partition",
    [...edgeOf(apiOf(), SHOP_CDN), ...SOVEREIGN],
    [
      `shop.yaml:57: api is ["api","shop"], expected none in the AWS partition of these regions, which CloudFront's firewall and certificates are not in; remove api and cdn, and put what AWS has there in front of the services`,
    ],
  ],
  [
    "edge-domains-fit-certificates",
    [
      ...edgeOf(apiOf(), SHOP_CDN),
      ["domain: shop.example.com", "domain: inventory-of-the-shop.warehouses-and-stores.example.com"],
    ],
    [
      `shop.yaml:2: domain is "inventory-of-the-shop.warehouses-and-stores.example.com", expected a domain by which api-eu-central-1.inventory-of-the-shop.warehouses-and-stores.example.com has 64 characters or less, as a certificate names it first; choose a shorter domain, or a shorter name of the distribution`,
    ],
  ],
  [
    "distribution-name-is-free",
    edgeOf(apiOf(), SHOP_CDN, "endpoints: { shop: { policy: { kind: latency } } }"),
    [
      `shop.yaml:67: cdn.shop is "shop", expected a name that no endpoint has, and shop-invalidation one that no function has; rename one of them`,
    ],
  ],
  [
    "distribution-origin-exists",
    edgeOf(apiOf(), "cdn: { shop: { paths: [{ path: /assets/*, class: asset, origin: assets }] } }"),
    [
      `shop.yaml:67: cdn.shop.paths[0].origin is "assets", expected one of api; correct it, or add what it names: api, or an entry of buckets`,
    ],
  ],
  [
    "distribution-origin-exists",
    edgeOf(SHOP_CDN),
    [
      `shop.yaml:66: cdn.shop.default.origin is "api", expected api or a bucket, and there is neither; correct it, or add what it names: api, or an entry of buckets`,
    ],
  ],
  [
    "distribution-bucket-is-not-the-api",
    edgeOf(apiOf(), "cdn: { shop: { buckets: { api: { eu-central-1: assets, us-east-1: assets-us } } } }"),
    [`shop.yaml:67: cdn.shop.buckets.api is "api", expected a name other than api, which is the API's; rename it`],
  ],
  [
    "distribution-bucket-is-in-every-partition",
    edgeOf(apiOf(), "cdn: { shop: { buckets: { assets: { eu-central-1: assets, us-west-2: assets-us } } } }"),
    [
      `shop.yaml:67: cdn.shop.buckets.assets.us-west-2 is "us-west-2", expected a region of the environment: eu-central-1, eu-west-1, us-east-1; remove it or correct its name`,
      `shop.yaml:67: cdn.shop.buckets.assets is ["eu-central-1","us-west-2"], expected a bucket in a region of us: us-east-1; add it: what a partition serves lies in its regions`,
    ],
  ],
  [
    "distribution-can-be",
    edgeOf(
      apiOf(),
      "cdn: { shop: { pageTtl: 90 minutes, paths: [{ path: /a/*, class: page, origin: api }, { path: /a/b, class: page, origin: api }] } }",
    ),
    [
      `shop.yaml:67: cdn.shop.paths is ["/a/b"], expected patterns that no earlier one covers; put the narrower pattern first, since the first that matches is taken`,
      `shop.yaml:67: cdn.shop.pageTtl is "90 minutes", expected 1 second to 1 hour; choose how old a page may be when no invalidation reaches it`,
    ],
  ],
  [
    "invalidation-reads-a-stream",
    edgeOf(apiOf(), invalidatingBy("stock")),
    [
      `shop.yaml:67: cdn.shop.invalidation.stream is "stock", expected one of stock-events; correct it, or leave invalidation out: the classes bound how old pages get`,
    ],
  ],
  [
    "invalidation-reads-a-stream",
    [
      [
        "queues:\n",
        [apiOf(LOOK, linkOf("lookup", ...ALL_REGIONS)), invalidatingBy("stock-events"), "queues:\n"].join("\n"),
      ],
    ],
    [
      `shop.yaml:66: cdn.shop.invalidation.stream is "stock-events", expected the name of a stream of Kinesis, and there is none under the pattern microservices-relational; correct it, or leave invalidation out: the classes bound how old pages get`,
    ],
  ],
  [
    "functions-leave-concurrency",
    [
      ...edgeOf(apiOf(), invalidatingBy("stock-events")),
      ["functions: { lookup: { code: lookup } }", "functions: { lookup: { code: lookup, concurrency: 900 } }"],
    ],
    [
      `shop.yaml:65: functions is 905, expected 900 concurrency or less in all: an account has 1000 in a region, and Lambda keeps 100 back; lower concurrency of some`,
    ],
  ],
  [
    "invalidation-can-be",
    edgeOf(apiOf(), invalidatingBy("stock-events", "window: 20 minutes")),
    [
      `shop.yaml:67: cdn.shop.invalidation.window is "20 minutes", expected 1 second to 15 minutes; choose a window that is shorter than what pages may grow old`,
    ],
  ],
];
