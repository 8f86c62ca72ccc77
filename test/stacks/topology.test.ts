import * as fc from "fast-check";
import { type Environment, PATTERNS } from "../../stacks/environment-schema";
import { type PartitionStack, planStacks, type RegionStack, type Stack, variableName } from "../../stacks/topology";
import { cidrOfRegion, contains, overlap, parseCidr, roomForRegions } from "../../stacks/topology/cidrs";
import { PHYSICAL_NAME_LIMITS } from "../../stacks/topology/names";
import { peersOf } from "../../stacks/topology/peers";
import { SIZES } from "../../stacks/topology/sizes";
import { arbitraryEnvironment, reordered } from "./arbitrary-environment";
import { environmentOf, SHOP, shopWith } from "./shop";

const LONGEST_QUEUE_ENDING = "-failures-parked";
const LONGEST_DEAD_LETTER_ENDING = "-dead-letters.fifo";

/** Names of the buckets of a partition's archives, those of the access logs being the longest. */
function bucketNames({ archives, regions, account }: PartitionStack) {
  return archives.flatMap(({ bucketName }) =>
    regions.map((region) => ["bucket", `${bucketName}-access-${account}-${region}`] as const),
  );
}

function regionsOf(stacks: readonly Stack[]): RegionStack[] {
  return stacks.filter((stack) => stack.kind === "region");
}

function rangeOf(cidr: string) {
  const range = parseCidr(cidr);
  if (range === undefined) {
    throw new Error(`${cidr} is not a range`);
  }
  return range;
}

function withRegion(environment: Environment, partition: string, region: string): Environment {
  const grown = environment.partitions[partition];
  return grown === undefined
    ? environment
    : {
        ...environment,
        partitions: { ...environment.partitions, [partition]: { ...grown, regions: [...grown.regions, region] } },
      };
}

describe("planStacks", () => {
  it("plans the global stack, the partitions and their regions", () => {
    const stacks = planStacks(environmentOf(SHOP));

    expect(stacks.map(({ name, kind, references }) => [name, kind, references])).toEqual([
      ["shop-global", "global", []],
      ["shop-eu", "partition", ["shop-global"]],
      ["shop-us", "partition", ["shop-global"]],
      ["shop-eu-central-1", "region", ["shop-eu"]],
      ["shop-eu-west-1", "region", ["shop-eu", "shop-eu-central-1"]],
      ["shop-us-east-1", "region", ["shop-us"]],
    ]);
  });

  it("plans a region whole", () => {
    const text = shopWith(
      ["tenants: [north]", "tags: { owner: inventory-eu }"],
      ["  cost-center: commerce", "  cost-center: commerce\n  channel: web"],
    );
    const region = planStacks(environmentOf(`${text}features: { backorder: true }\n`))[4];

    expect(region).toMatchObject({
      kind: "region",
      name: "shop-eu-west-1",
      environment: "shop",
      region: "eu-west-1",
      account: "222222222222",
      awsPartition: "aws",
      deployRoleArn: "arn:aws:iam::222222222222:role/inventory-platform-deploy",
      alarmTopicArn: "arn:aws:sns:eu-west-1:222222222222:alarms",
      allowedRegions: ["eu-central-1", "eu-west-1"],
      partition: "eu",
      partitionStack: "shop-eu",
      regime: "eu-gdpr",
      role: "secondary",
      initialRole: "secondary",
      cidr: "10.1.0.0/16",
      zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      peers: { regions: ["eu-central-1"], linked: ["eu-central-1"] },
      sizes: SIZES.small,
      cluster: {
        apiAccess: { kind: "public", cidrs: ["203.0.113.0/24"] },
        administrators: { deploy: "arn:aws:iam::222222222222:role/inventory-platform-deploy" },
      },
      tables: ["catalog"],
      features: [{ name: "backorder", isOn: true }],
      protect: true,
      tags: {
        environment: "shop",
        service: "platform",
        owner: "inventory-eu",
        "cost-center": "commerce",
        channel: "web",
        feature: "platform",
        "data-class": "internal",
        residency: "eu",
      },
    });
  });

  it("gives a service its own tag, its image in parts, and the services it calls", () => {
    const region = regionsOf(planStacks(environmentOf(SHOP)))[0];
    const [allocation, catalog] = region?.services ?? [];

    expect(allocation).toMatchObject({ name: "allocation", callers: ["catalog"], calls: [] });
    expect(catalog).toMatchObject({
      name: "catalog",
      image: { repository: "registry.example.com/catalog", tag: "1.0.0" },
      callers: [],
      calls: ["allocation"],
      tags: { service: "catalog", owner: "inventory", residency: "eu" },
    });
  });

  it("keeps the digest of an image", () => {
    const digest = `sha256:${"0".repeat(64)}`;
    const text = shopWith(["allocation:1.0.0", `allocation@${digest}`]);

    expect(regionsOf(planStacks(environmentOf(text)))[0]?.services[0]?.image).toEqual({
      repository: "registry.example.com/allocation",
      digest,
    });
  });

  it("names the runner of each region where the Kubernetes API is private", () => {
    const groups = "{ eu-central-1: sg-00000001, eu-west-1: sg-00000002, us-east-1: sg-00000003 }";
    const text = shopWith([
      "{ kind: public, cidrs: [203.0.113.0/24] }",
      `{ kind: private, runnerSecurityGroups: ${groups} }`,
    ]);

    expect(regionsOf(planStacks(environmentOf(text))).map(({ cluster }) => cluster?.apiAccess)).toEqual([
      { kind: "private", runnerSecurityGroupId: "sg-00000001" },
      { kind: "private", runnerSecurityGroupId: "sg-00000002" },
      { kind: "private", runnerSecurityGroupId: "sg-00000003" },
    ]);
  });

  it("gives every listed administrator a grant of its own", () => {
    const text = shopWith(["cluster:\n", "cluster:\n  administrators: [Platform/OnCall]\n"]);

    expect(regionsOf(planStacks(environmentOf(text)))[2]?.cluster?.administrators).toEqual({
      deploy: "arn:aws:iam::333333333333:role/inventory-platform-deploy",
      "administrator-platform-oncall": "arn:aws:iam::333333333333:role/Platform/OnCall",
    });
  });

  it.each(PATTERNS)("plans the stacks of every partition and region under the pattern %s", (pattern) => {
    const stacks = planStacks(environmentOf(shopWith(["microservices-relational", pattern])));

    expect(stacks.map(({ name }) => name)).toEqual(planStacks(environmentOf(SHOP)).map(({ name }) => name));
  });

  it.each([
    ["serverless-streams", { cluster: false, tables: ["catalog"], streams: ["stock-events"], services: [] }],
    [
      "microservices-relational",
      { cluster: true, tables: ["catalog"], streams: ["stock-events"], services: ["allocation", "catalog"] },
    ],
    [
      "keyvalue-cdn",
      { cluster: true, tables: ["catalog"], streams: ["stock-events"], services: ["allocation", "catalog"] },
    ],
    ["hybrid", { cluster: true, tables: ["catalog"], streams: ["stock-events"], services: ["allocation", "catalog"] }],
    ["nightly-batch", { cluster: false, tables: [], streams: [], services: [] }],
  ])("builds of the pattern %s what its components allow", (pattern, parts) => {
    const [region] = regionsOf(planStacks(environmentOf(shopWith(["microservices-relational", pattern]))));

    expect({
      cluster: region?.cluster !== undefined,
      tables: region?.tables,
      streams: region?.streams.map(({ name }) => name),
      services: region?.services.map(({ name }) => name),
    }).toEqual(parts);
  });

  it("needs no cluster settings where nothing runs on Kubernetes", () => {
    const text = shopWith(
      ["microservices-relational", "serverless-streams"],
      ["cluster:\n  apiAccess: { kind: public, cidrs: [203.0.113.0/24] }\n", ""],
    );

    expect(regionsOf(planStacks(environmentOf(text)))[0]?.cluster).toBeUndefined();
  });

  it("leaves on premises what is personal, and whoever works with it", () => {
    const text = shopWith(
      ["microservices-relational", "hybrid"],
      ["regime: us-none", "regime: ru-242fz"],
      ["markets: [US]", "markets: [RU]"],
      ["    tenants: [west]", "    personalData: on-premises\n    recoveryTime: 1 day"],
      ["  stock-events: {}", "  stock-events: {}\n  orders: { tags: { data-class: payment } }"],
      ["    callers: [catalog]", "    tags: { data-class: personal }"],
    );
    const [eu, , us] = regionsOf(planStacks(environmentOf(text)));
    const parts = (region: RegionStack | undefined) => ({
      streams: region?.streams.map(({ name }) => name),
      services: region?.services.map(({ name }) => name),
    });

    expect(parts(eu)).toEqual({ streams: ["orders", "stock-events"], services: ["allocation", "catalog"] });
    expect(parts(us)).toEqual({ streams: ["stock-events"], services: ["catalog"] });
  });

  it("says which partition holds the data of whom", () => {
    const [stack] = planStacks(environmentOf(SHOP));

    expect(stack).toMatchObject({
      kind: "global",
      residences: { markets: { DE: "eu", FR: "eu", US: "us" }, tenants: { north: "eu", west: "us" } },
    });
  });

  it("passes on the recovery time that a partition declares", () => {
    const text = shopWith(["    tenants: [west]", "    recoveryTime: 4 hours"]);

    expect(regionsOf(planStacks(environmentOf(text))).map(({ recoveryTime }) => recoveryTime)).toEqual([
      undefined,
      undefined,
      "4 hours",
    ]);
  });

  it("gives every region of an environment addresses of its own", () => {
    fc.assert(
      fc.property(arbitraryEnvironment, (environment) => {
        const regions = regionsOf(planStacks(environment));
        const ranges = regions.map(({ cidr }) => rangeOf(cidr));
        const isDisjoint = ranges.every(
          (range, index) => !ranges.slice(0, index).some((other) => overlap(range, other)),
        );
        const isInside = regions.every(({ cidr, partition }) =>
          contains(rangeOf(environment.partitions[partition]?.cidr ?? ""), rangeOf(cidr)),
        );
        return isDisjoint && isInside;
      }),
    );
  });

  it("moves nothing when a region is added at the end of its partition", () => {
    fc.assert(
      fc.property(arbitraryEnvironment, (environment) => {
        const partition = Object.keys(environment.partitions)[0] ?? "";
        const before = regionsOf(planStacks(environment));
        const after = regionsOf(planStacks(withRegion(environment, partition, "us-east-1")));
        const kept = after.filter(({ region }) => region !== "us-east-1");
        const place = ({ name, cidr, zones, role, initialRole, peers }: RegionStack) => ({
          ...{ name, cidr, zones, role, initialRole },
          linked: peers.linked,
        });

        expect(kept.map(place)).toEqual(before.map(place));
        expect(after).toHaveLength(before.length + 1);
      }),
    );
  });

  it("gives names that every service takes, each once", () => {
    fc.assert(
      fc.property(arbitraryEnvironment, (environment) => {
        const stacks = planStacks(environment);
        const regions = regionsOf(stacks);
        const named = [
          ...stacks.map(({ name }) => ["stack", name] as const),
          ...regions.map(({ name }) => ["cluster", name] as const),
          ...stacks.flatMap((stack) =>
            stack.kind === "partition" ? stack.tables.map(({ tableName }) => ["table", tableName] as const) : [],
          ),
          ...regions.flatMap(({ streams }) => streams.map(({ streamName }) => ["stream", streamName] as const)),
          ...stacks.flatMap(({ kind, name }) => (kind === "partition" ? [["vault", name] as const] : [])),
          ...stacks.flatMap((stack) => (stack.kind === "partition" ? bucketNames(stack) : [])),
          ...regions.flatMap(({ queues }) =>
            queues.map(({ queueName }) => ["queue", `${queueName}${LONGEST_DEAD_LETTER_ENDING}`] as const),
          ),
          ...regions.flatMap(({ streams }) =>
            streams.map(({ streamName }) => ["queue", `${streamName}${LONGEST_QUEUE_ENDING}`] as const),
          ),
        ];

        expect(named.filter(([kind, name]) => name.length > PHYSICAL_NAME_LIMITS[kind])).toEqual([]);
        expect(new Set(named.map((entry) => entry.join(" "))).size).toBe(named.length);
      }),
    );
  });

  it("does not depend on the order of the file's maps", () => {
    fc.assert(
      fc.property(arbitraryEnvironment, (environment) => {
        expect(JSON.stringify(planStacks(reordered(environment)))).toBe(JSON.stringify(planStacks(environment)));
      }),
    );
  });

  it("lists a stack after those it reads", () => {
    fc.assert(
      fc.property(arbitraryEnvironment, (environment) => {
        const names = planStacks(environment).map(({ name }) => name);

        return planStacks(environment).every(({ references }, index) =>
          references.every((reference) => names.indexOf(reference) < index && names.includes(reference)),
        );
      }),
    );
  });

  it("plans an endpoint in every region, whose host and weight follow from the file", () => {
    const text = shopWith([
      "streams:\n",
      `endpoints:
  api:
    policy: { kind: weighted, weights: { eu-central-1: 3, us-east-1: 1 } }
    healthPath: /up
    hosts: { eu-west-1: api.example.net }
    tags: { feature: api }
streams:
`,
    ]);
    const [global, ...others] = planStacks(environmentOf(text));
    const endpoints = global?.kind === "global" ? global.endpoints : [];

    expect(endpoints.map(({ tags: _tags, ...endpoint }) => endpoint)).toEqual([
      {
        name: "api",
        region: "eu-central-1",
        domain: "api.eu.shop.example.com",
        host: "api.eu-central-1.shop.example.com",
        policy: { kind: "weighted", weight: 3 },
        healthPath: "/up",
      },
      {
        name: "api",
        region: "eu-west-1",
        domain: "api.eu.shop.example.com",
        host: "api.example.net",
        policy: { kind: "weighted", weight: 0 },
        healthPath: "/up",
      },
      {
        name: "api",
        region: "us-east-1",
        domain: "api.us.shop.example.com",
        host: "api.us-east-1.shop.example.com",
        policy: { kind: "weighted", weight: 1 },
        healthPath: "/up",
      },
    ]);
    expect(endpoints[0]?.tags).toMatchObject({ feature: "api", residency: "global" });
    expect(others.flatMap((stack) => (stack.kind === "region" ? stack.endpoints : []))).toEqual(endpoints);
  });

  it("changes nothing but roles when the primary changes", () => {
    const before = planStacks(environmentOf(SHOP));
    const after = planStacks(environmentOf(shopWith(["    primary: eu-central-1", "    primary: eu-west-1"])));
    const swapped = before.map((stack) =>
      stack.kind === "region" && stack.partition === "eu"
        ? { ...stack, role: stack.role === "primary" ? "secondary" : "primary" }
        : stack,
    );

    expect(after).toEqual(swapped);
  });

  it("refuses an environment that was not checked", () => {
    const environment = environmentOf(SHOP);

    expect(() => planStacks({ ...environment, accounts: {} })).toThrow(
      "there is no account for eu; check the environment first",
    );
  });
});

describe("cidrOfRegion", () => {
  it.each([
    ["10.0.0.0/12", 0, "10.0.0.0/16"],
    ["10.0.0.0/12", 15, "10.15.0.0/16"],
    ["10.240.0.0/12", 1, "10.241.0.0/16"],
    ["172.16.0.0/15", 1, "172.17.0.0/16"],
  ])("cuts from %s network %d", (partition, index, cidr) => {
    expect(cidrOfRegion(partition, index)).toBe(cidr);
  });

  it("refuses a range without room", () => {
    expect(() => cidrOfRegion("10.0.0.0/16", 1)).toThrow(
      "10.0.0.0/16 has no room for network 2; check the environment first",
    );
  });
});

describe("parseCidr", () => {
  it.each(["10.0.0.0", "10.0.0.0/33", "10.0.0.256/32", "10.0.0.1/24", "10.0.0/8", "x"])(
    "takes %s for no range",
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );

  it.each([
    ["0.0.0.0/0", { first: 0, last: 2 ** 32 - 1, prefix: 0 }],
    ["10.0.0.0/8", { first: 167_772_160, last: 184_549_375, prefix: 8 }],
    ["203.0.113.7/32", { first: 3_405_803_783, last: 3_405_803_783, prefix: 32 }],
  ])("reads %s", (text, range) => {
    expect(parseCidr(text)).toEqual(range);
  });
});

describe("roomForRegions", () => {
  it.each([
    ["10.0.0.0/8", 256],
    ["10.0.0.0/12", 16],
    ["10.0.0.0/16", 1],
    ["10.0.0.0/17", 0],
  ])("counts the networks of %s", (cidr, room) => {
    expect(roomForRegions(rangeOf(cidr))).toBe(room);
  });
});

describe("peersOf", () => {
  it("gives links to the later listed region", () => {
    expect(peersOf("b", ["a", "b", "c"])).toEqual({ regions: ["a", "c"], linked: ["a"] });
  });
});

describe("variableName", () => {
  it("writes a name as an environment variable", () => {
    expect(variableName("TABLE", "stock-counts")).toBe("TABLE_STOCK_COUNTS");
  });
});
