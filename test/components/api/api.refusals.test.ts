import { Api, API_LIMITS, apiPartnerRefusals, apiRefusals, type ApiArgs } from "../../../components/api";
import { refusalsOf } from "../../../components/api/api.refusals";
import { identities, planInFrankfurt, refusalOf } from "../core/fixtures";
import { ARGS, DOCUMENT, WITHOUT_PARTNERS } from "./fixtures";

const { "/availability/{sku}": AVAILABILITY, "/reservations": RESERVATIONS } = DOCUMENT.paths;
const { getAvailability, reserve, countStock } = {
  getAvailability: { auth: "none" },
  reserve: { auth: "key" },
  countStock: { auth: "iam" },
} as const;
const ROUTES = { getAvailability, reserve, countStock };

function document(paths: object): Pick<ApiArgs, "document"> {
  return { document: { ...DOCUMENT, paths: { ...DOCUMENT.paths, ...paths } } };
}

/** An operation that nobody has named yet, so that its row is missing too where it is named. */
function get(more: object = {}): object {
  return { get: { responses: { "200": {} }, ...more } };
}

/** Public operations, as many as asked for, below one path. */
function many(count: number, segment = "a"): Partial<ApiArgs> {
  const ids = Array.from({ length: count }, (_, index) => `${segment}${index}`);
  const paths = Object.fromEntries(ids.map((id) => [`/${segment}/${id}`, get({ operationId: id })]));
  return {
    ...document(paths),
    routes: { ...ROUTES, ...Object.fromEntries(ids.map((id) => [id, { auth: "iam" } as const])) },
  };
}

/** Stands for the arguments without the door for partners. */
const NO_PARTNERS: Partial<ApiArgs> = {};

const LONG = "a".repeat(64);

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, Partial<ApiArgs>, string])[] = [
  [
    "a name that a metric cannot carry",
    { apiName: "prod.shop" },
    'apiName is "prod.shop", expected 1 to 64 letters, digits, underscores or dashes; choose a name that metrics and logs can carry',
  ],
  [
    "a region that AWS does not have",
    { region: "eu-north-9" },
    'region is "eu-north-9", expected a region of AWS; give the region of the API',
  ],
  [
    "a document of version 2",
    { document: { ...DOCUMENT, openapi: "2.0.0" }, routes: {} },
    'document is "openapi: Invalid string: must match pattern /^3\\\\.[01]\\\\.\\\\d+$/", expected an OpenAPI document, version 3.0 or 3.1, whose parameters refer to components.parameters at most; mend the document where the service keeps it',
  ],
  [
    "an operation without an id",
    document({ "/stores": get() }),
    'document is ["GET /stores"], expected an operationId for each operation; name the operations: rows of routes, settings and caches go by the name',
  ],
  [
    "an id that two operations share",
    document({ "/reserve": get({ operationId: "reserve" }) }),
    'document is ["reserve"], expected operation ids of 1 to 64 letters, digits, underscores or dashes, each once, starting with a letter; rename the operations',
  ],
  [
    "a path that API Gateway keeps for itself",
    { ...document({ "/ping": get({ operationId: "ping" }) }), routes: { ...ROUTES, ping: { auth: "none" } } },
    'document is ["/ping"], expected paths of letters, digits, . _ : , - and whole parameters, other than /ping and /sping; rename the paths: API Gateway takes no others, and keeps those for its own health checks',
  ],
  [
    "an operation that nobody has decided on",
    { routes: { reserve, countStock } },
    'routes is ["getAvailability"], expected a row for each operation of the document, which these lack; say for each who may call it',
  ],
  [
    "a row of an operation that the document lacks",
    { routes: { ...ROUTES, listStores: { auth: "none" } } },
    'routes is ["listStores"], expected operations of the document, which these are not; remove the rows, or correct the ids',
  ],
  [
    "keys without a door for partners",
    NO_PARTNERS,
    "partner is missing, expected a door for partners, for the operations with keys: reserve; open the door for partners, or let the operations be called another way",
  ],
  [
    "a cached operation that changes something",
    {
      ...document({
        "/reservations": { post: { ...RESERVATIONS.post, "x-data-class": "public", security: [] } },
      }),
      routes: { ...ROUTES, reserve: { auth: "none", cacheTtl: "5 seconds" } },
    },
    'routes.cacheTtl is ["reserve"], expected GET: what changes something must reach the service; leave cacheTtl out',
  ],
  [
    "a cached response of which the document does not say that it is public",
    {
      ...document({
        "/availability/{sku}": { ...AVAILABILITY, get: { ...AVAILABILITY.get, "x-data-class": "personal" } },
      }),
      routes: { ...ROUTES, getAvailability: { auth: "none", cacheTtl: "5 seconds" } },
    },
    'routes.cacheTtl is ["getAvailability"], expected operations whose x-data-class is public or internal; without it a response counts as personal; leave cacheTtl out',
  ],
  [
    "a cached response for one partner",
    { routes: { ...ROUTES, getAvailability: { auth: "key", cacheTtl: "5 seconds" } } },
    'routes.cacheTtl is ["getAvailability"], expected operations that everybody may call, without credentials, so that a response is the same for all; leave cacheTtl out',
  ],
  [
    "a response that is kept too long",
    { routes: { ...ROUTES, getAvailability: { auth: "none", cacheTtl: "3601 seconds" } } },
    'routes.cacheTtl is {"getAvailability":"3601 seconds"}, expected 1 second to 3600 seconds; leave it out where a response is not to be kept',
  ],
  [
    "a throttle above what an account may send",
    { throttle: { requestsPerSecond: 10_001, burst: 5_000 } },
    'throttle is {"requestsPerSecond":10001,"burst":5000}, expected 1 to 10000 requests a second and 1 to 5000 at once, which is what an account may send; choose what one operation is let through',
  ],
  [
    "a row's throttle above what an account may send",
    { routes: { ...ROUTES, reserve: { auth: "key", throttle: { requestsPerSecond: 10, burst: 5_001 } } } },
    'routes.throttle is {"reserve":{"requestsPerSecond":10,"burst":5001}}, expected 1 to 10000 requests a second and 1 to 5000 at once, which is what an account may send; choose what the operation is let through',
  ],
  [
    "an operation that takes longer than API Gateway waits",
    { routes: { ...ROUTES, countStock: { auth: "iam", timeout: "30 seconds" } } },
    'routes.timeout is {"countStock":"30 seconds"}, expected 1 to 29 seconds, in whole seconds; answer with 202 and let the client ask again, where the work takes longer',
  ],
  [
    "more resources than an API has",
    many(300),
    'document is "308 resources", expected 300 at most: each segment of a path is one; divide the document into several APIs',
  ],
  [
    "a document that API Gateway does not import",
    {
      ...document({
        "/huge": get({ operationId: "huge", parameters: [{ name: "a".repeat(API_LIMITS.bodyBytes), in: "query" }] }),
      }),
      routes: { ...ROUTES, huge: { auth: "iam" } },
    },
    'document is "6294566 bytes for the gateway", expected 6291456 bytes at most; divide the document into several APIs',
  ],
  [
    "more open operations than a resource policy holds",
    {
      ...document(
        Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`/${LONG}/${i}`, get({ operationId: `o${i}` })])),
      ),
      routes: {
        ...ROUTES,
        ...Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`o${i}`, { auth: "none" } as const])),
      },
    },
    'document is "17161 bytes of resource policy", expected 8192 bytes at most: each open operation has an entry for each of its doors; divide the document into several APIs',
  ],
  [
    "a backend with a name of its own kind",
    { backends: { Stock: { kind: "function", functionName: "stock" } } },
    'backends is ["Stock"], expected one backend at least, with names of lower-case letters, digits and dashes, starting with a letter; name what answers requests',
  ],
  [
    "a backend that is called without TLS",
    { backends: { stock: { kind: "service", baseUrl: "http://stock.internal", loadBalancerArn: "arn" } } },
    'backends.baseUrl is ["http://stock.internal"], expected https addresses of a host, without a path; let the load balancer end TLS with a certificate for that host',
  ],
  [
    "a row that does not say which of two backends answers",
    {
      routes: { ...ROUTES, reserve: { auth: "key", backend: "stock" }, countStock: { auth: "iam", backend: "counts" } },
      backends: { ...ARGS.backends, counts: { kind: "function", functionName: "counts" } },
    },
    'routes.backend is ["getAvailability"], expected one of stock, counts, where there are several or another is named; say for these operations which backend answers',
  ],
  [
    "two doors with one domain",
    { edge: { ...ARGS.edge, domain: "partner.example.com" } },
    'edge.domain and partner.domain is ["partner.example.com"], expected two domains in lower case without a dot at the end; write the domains that the certificates name',
  ],
  [
    "a trust store without a version",
    { ...withTrustStore("null") },
    'partner.trustStore is {"bucketName":"trust","objectKey":"partners.pem","objectVersion":"null"}, expected key and version of an object in a versioned bucket; upload the bundle to a bucket with versioning, and name the version that S3 returns',
  ],
  [
    "an alarm on nothing",
    { errorsAlarm: 0 },
    "errorsAlarm and throttledAlarm is [0,null], expected whole numbers of requests, 1 or more; choose how many are worth waking somebody",
  ],
  [
    "an alarm on what cannot be",
    { latencyAlarm: "30 seconds" },
    'latencyAlarm is "30 seconds", expected 1 to 29 seconds, after which API Gateway gives up; choose what 95 of 100 requests stay below; a service level promises more exactly',
  ],
];

function withTrustStore(objectVersion: string): Partial<ApiArgs> {
  const { partner } = ARGS;
  return partner === undefined ? {} : { partner: { ...partner, trustStore: { ...partner.trustStore, objectVersion } } };
}

/** The arguments, changed. */
function changed(change: Partial<ApiArgs>): ApiArgs {
  return change === NO_PARTNERS ? WITHOUT_PARTNERS : { ...ARGS, ...change };
}

describe("apiRefusals", () => {
  it("accept the arguments that the refusals below start from", () => {
    expect(refusalsOf(ARGS).filter(({ when }) => when(ARGS))).toEqual([]);
    expect(refusalsOf({ ...ARGS, ...many(290) }).filter(({ when }) => when({ ...ARGS, ...many(290) }))).toEqual([]);
  });

  it.each(rows)("refuse %s", (_, change, message) => {
    const args = changed(change);
    expect(refusalOf('API "shop"', args, refusalsOf(args))).toBe(`API "shop": ${message}`);
  });

  it("have a case each", () => {
    const fired = rows.map(([, change]) => apiRefusals.findIndex(({ when }) => when(changed(change))));
    expect(fired.toSorted((left, right) => left - right)).toEqual([...apiRefusals.keys()]);
  });

  it.each([
    ["an operation for which the document demands credentials", { security: [{ oauth: [] }] }],
    ["an operation that reads a cookie", { parameters: [{ name: "cart", in: "cookie" }] }],
    ["an operation that reads who asks", { parameters: [{ name: "Authorization", in: "header" }] }],
  ])("refuse to cache %s", (_, more) => {
    const { get: declared } = AVAILABILITY;
    const args: ApiArgs = {
      ...ARGS,
      ...document({ "/availability/{sku}": { ...AVAILABILITY, get: { ...declared, ...more } } }),
    };
    expect(refusalOf('API "shop"', args, refusalsOf(args))).toBe(
      'API "shop": routes.cacheTtl is ["getAvailability"], expected operations that everybody may call, without credentials, so that a response is the same for all; leave cacheTtl out',
    );
  });

  it.each([
    ["confidential", 1],
    ["payment", 1],
    [undefined, 1],
    ["internal", 0],
  ])("take a response of class %s for one that must not be cached: %i", (dataClass, count) => {
    const { "x-data-class": _, ...declared } = AVAILABILITY.get;
    const own = dataClass === undefined ? declared : { ...declared, "x-data-class": dataClass };
    const args: ApiArgs = { ...ARGS, ...document({ "/availability/{sku}": { ...AVAILABILITY, get: own } }) };
    expect(refusalsOf(args).filter(({ when }) => when(args))).toHaveLength(count);
  });

  it("name a parameter that is nowhere", () => {
    const parameters = [{ $ref: "#/components/parameters/store" }];
    const args: ApiArgs = {
      ...ARGS,
      routes: {},
      ...document({ "/stores": get({ operationId: "stores", parameters }) }),
    };
    expect(refusalOf('API "shop"', args, refusalsOf(args))).toContain(
      'document is "#/components/parameters/store refers to no parameter of components.parameters"',
    );
  });

  it("speak for partners and for the firewall before anything is registered", async () => {
    const { partner } = ARGS;
    const partners = { carrier: { keys: ["2026-13"] } };
    const args: ApiArgs = {
      ...ARGS,
      secretHeader: { name: "x-from-edge", values: ["short"] },
      ...(partner && { partner: { ...partner, partners } }),
    };
    const plan = await planInFrankfurt(() => {
      expect(() => new Api("shop", args)).toThrow(
        [
          'API "shop": partner.partners.carrier.keys is ["2026-13"], expected months, such as 2026-11; name a key by the month of its issue',
          'API "shop": secretHeader.values is "a secret of another length", expected 32 to 200 characters; generate it',
        ].join("\n"),
      );
    });
    expect(identities(plan)).toEqual([]);
  });
});

const PARTNER = { partnerName: "carrier", keys: ["2026-11"] };

const partnerRows: readonly (readonly [string, object, string])[] = [
  [
    "a name in upper case",
    { partnerName: "Carrier" },
    'partnerName is "Carrier", expected 1 to 31 lower-case letters, digits or dashes, starting with a letter; choose a name that reads in logs and resources',
  ],
  [
    "a key that is no month",
    { keys: ["november"] },
    'keys is ["november"], expected months, such as 2026-11; name a key by the month of its issue',
  ],
  [
    "three keys",
    { keys: ["2026-11", "2026-08", "2026-05"] },
    'keys is ["2026-11","2026-08","2026-05"], expected 1 key, or 2 while one takes over from the other, each once; take the oldest key away once its partner no longer sends it',
  ],
  [
    "two keys beside a rotation",
    { keys: ["2026-11", "2026-08"], rotation: {} },
    'keys is ["2026-11","2026-08"], expected no key, or the one that the first rotated key takes over from; leave the keys to the rotation: its schedule issues them',
  ],
  [
    "a throttle above what an account may send",
    { throttle: { requestsPerSecond: 10, burst: 0 } },
    'throttle is {"requestsPerSecond":10,"burst":0}, expected 1 to 10000 requests a second and 1 to 5000 at once, which is what an account may send; choose what one key may send',
  ],
  [
    "a day without requests",
    { requestsPerDay: 0 },
    "requestsPerDay is 0, expected a whole number from 1 to 1000000000; choose what one key may send in a day",
  ],
  [
    "a rotation every six days",
    { rotation: { period: "6 days", overlap: "1 day" } },
    'rotation.period is "6 days", expected 7 to 365 days; choose how old a key may become before another one takes over',
  ],
  [
    "an overlap as long as the period",
    { rotation: { period: "14 days" } },
    "rotation.overlap is missing, expected 1 day or more, and 2 days less than the period, so that two keys are valid at most; choose within what time the partner fetches the key that has taken over",
  ],
  [
    "a reader without a name",
    { rotation: { readerRoles: [""] } },
    "rotation.readerRoles is [\"\"], expected names of IAM roles, not ARNs: the roles are the API's account's; let the partner take a role of the account; another account would need the key as well",
  ],
];

describe("what an account may send", () => {
  const QUARTER = "expected 1 to 2500 requests a second and 1 to 1250 at once, which is what an account may send";

  it("is a quarter in Milan, for an operation", () => {
    expect(refusalOf('API "shop"', { ...ARGS, region: "eu-south-1" }, apiRefusals)).toBe(
      `API "shop": routes.throttle is {"getAvailability":{"requestsPerSecond":2000,"burst":3000}}, ${QUARTER}; choose what the operation is let through`,
    );
  });

  it("is a quarter in Milan, for a partner", () => {
    const throttle = { requestsPerSecond: 2_501, burst: 1_250 };
    expect(refusalOf('API partner "carrier"', { ...PARTNER, region: "eu-south-1", throttle }, apiPartnerRefusals)).toBe(
      `API partner "carrier": throttle is {"requestsPerSecond":2501,"burst":1250}, ${QUARTER}; choose what one key may send`,
    );
  });
});

describe("apiPartnerRefusals", () => {
  it.each(partnerRows)("refuse %s", (_, change, message) => {
    expect(refusalOf('API partner "carrier"', { ...PARTNER, ...change }, apiPartnerRefusals)).toBe(
      `API partner "carrier": ${message}`,
    );
  });

  it("have a case each", () => {
    const fired = partnerRows.map(([, change]) =>
      apiPartnerRefusals.findIndex(({ when }) => when({ ...PARTNER, ...change })),
    );
    expect(fired.toSorted((left, right) => left - right)).toEqual([...apiPartnerRefusals.keys()]);
  });

  it.each([[[]], [["2026-11", "2026-11"]]])("refuse the keys %j", (keys) => {
    expect(apiPartnerRefusals.filter(({ when }) => when({ ...PARTNER, keys }))).toHaveLength(1);
  });
});
