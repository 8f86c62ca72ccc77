import type { Plan, PlannedResource } from "../../planner/plan";
import { planText } from "./plan-environment";
import { shopWith } from "./shop";

const FUNCTIONS = `functions:
  api:
    code: examples/small-merchant/functions/availability
    access: { tables: { catalog: read }, database: true, cache: { access: read, keys: "stock:*" } }
  changes:
    code: examples/small-merchant/functions/availability
    source: { kind: table, name: catalog }
    access: { cache: { access: write, keys: "stock:*" }, queues: [channel-orders] }
  orders:
    code: examples/small-merchant/functions/corrections
    source: { kind: queue, name: channel-orders }
    access: { streams: [stock-events] }
    once: handled
  projector:
    code: examples/small-merchant/functions/availability
    source: { kind: stream, name: stock-events }
    access: { tables: { catalog: write } }
queues:
`;
const SHOP = shopWith(
  ["pattern: microservices-relational", "pattern: serverless-streams"],
  [
    "hashKey: sku }\n",
    "hashKey: sku }\n  handled: { attributes: { key: string }, hashKey: key, ttlAttribute: expiresAt }\n",
  ],
  ["queues:\n", FUNCTIONS],
);

interface Statement {
  readonly Sid: string;
  readonly Resource: readonly string[];
}

describe("the functions of a region", () => {
  let plan: Plan;
  let second: Plan;

  beforeAll(async () => {
    const plans = await planText(SHOP);
    [plan, second] = [planOf(plans, "shop-eu-central-1"), planOf(plans, "shop-eu-west-1")];
  });

  const named = (name: string, of = plan): PlannedResource => {
    const found = of.resources.find((resource) => resource.name === name);
    if (found === undefined) {
      throw new Error(`there is no ${name}`);
    }
    return found;
  };
  const sids = (name: string): string[] => {
    const { Statement: all } = JSON.parse(String(named(`${name}-rights`).inputs["policy"])) as {
      Statement: readonly Statement[];
    };
    return all.map(({ Sid }) => Sid);
  };

  it("read what they name, each region its own copy", () => {
    const table = "arn:aws:dynamodb:eu-west-1:222222222222:table/shop-eu-catalog/stream/";

    expect(named("projector-source").inputs["eventSourceArn"]).toBe(
      "arn:aws:kinesis:eu-central-1:222222222222:stream/shop-eu-central-1-stock-events",
    );
    expect(named("orders-source").inputs["eventSourceArn"]).toBe(
      "arn:aws:sqs:eu-central-1:222222222222:shop-eu-central-1-channel-orders.fifo",
    );
    expect(String(named("changes-source", second).inputs["eventSourceArn"])).toMatch(table);
    expect(plan.resources.map(({ name }) => name)).not.toContain("api-source");
  });

  it("have the rights that their access names, and no others", () => {
    const always = ["WriteLogs", "Trace", "DecryptEnvironment"];

    expect(sids("api")).toEqual([
      ...[...always, "LeaveFailures", "EncryptFailures", "JoinVpc"],
      ...["ReadTables", "UseTableKey", "LogInToDatabase", "LogInToCache"],
    ]);
    expect(sids("orders")).toEqual([
      ...[...always, "ReadSource", "DecryptSource", "GuardEffects", "UseIdempotencyKey", "JoinVpc"],
      ...["WriteStreams", "UseStreamKey"],
    ]);
    expect(sids("projector").slice(-3)).toEqual(["ReadTables", "WriteTables", "UseTableKey"]);
    expect(sids("changes").slice(-3)).toEqual(["SendToQueues", "UseQueueKey", "LogInToCache"]);
  });

  it("are let in by the stores that they use, by a group of their clients", () => {
    const groupOf = (store: string) => named(`${store}-functions-group`).id;
    const groupsOf = (name: string) =>
      (named(`${name}-function`).inputs["vpcConfig"] as { securityGroupIds: string[] }).securityGroupIds.slice(1);

    expect(groupsOf("api")).toEqual([groupOf("cache"), groupOf("database")]);
    expect(groupsOf("changes")).toEqual([groupOf("cache")]);
    expect(groupsOf("projector")).toEqual([]);
    expect(named("inventory-proxy-from-functions").inputs["referencedSecurityGroupId"]).toBe(groupOf("database"));
    expect(named("cache-from-functions").inputs["referencedSecurityGroupId"]).toBe(groupOf("cache"));
  });

  it("find what they use by the names that services have for it, and nothing else", () => {
    const { variables } = named("projector-function").inputs["environment"] as { variables: object };

    expect(variables).toEqual({
      ENVIRONMENT: "shop",
      PARTITION: "eu",
      TABLE_CATALOG: "shop-eu-catalog",
      HANDLER_TIMEOUT_SECONDS: "30",
    });
    expect(named("api-function").inputs["environment"]).toMatchObject({
      variables: { DATABASE_NAME: "inventory", CACHE_PORT: "6379" },
    });
  });

  it("share a cache that is paid as it is used, with a user for each that uses it", () => {
    const users = plan.resources.filter(({ type }) => type === "aws:elasticache/user:User").map(({ name }) => name);

    expect(named("cache-serverless").type).toBe("aws:elasticache/serverlessCache:ServerlessCache");
    expect(users.filter((name) => !name.includes("default"))).toHaveLength(2);
  });

  it("are among what the region gives", () => {
    expect(plan.outputs["functions"]).toMatchObject({
      api: {
        name: "shop-eu-central-1-api",
        arn: "arn:aws:lambda:eu-central-1:222222222222:function:shop-eu-central-1-api:live",
      },
    });
  });
});

describe("a function without code", () => {
  it("is refused with all others, before anything is planned", async () => {
    const missing = SHOP.replaceAll("examples/small-merchant/functions/availability", "dist/nowhere");

    await expect(planText(missing)).rejects.toThrow(
      /functions\.api\.code is "dist\/nowhere", expected a folder of the project with index\.mjs or index\.js; put the code there, or run what builds it\n.*functions\.changes\.code[^]*functions\.projector\.code/,
    );
  });
});

function planOf(plans: Readonly<Record<string, Plan>>, stack: string): Plan {
  const plan = plans[stack];
  if (plan === undefined) {
    throw new Error(`${stack} is not planned`);
  }
  return plan;
}
