import { gatewayKeys, logLine, storedKeys, type GatewayClient } from "../../../../components/api/key-rotation";
import { FakeAws, NamedError } from "./fake-aws";

const OWNER = { apiName: "shop", partner: "carrier", usagePlanId: "plan1" };
const SECRET = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop/partners/carrier-a1b2c3";

/** A client that notes what it is asked, and answers in turn. */
function clientOf<Client>(answers: Readonly<Record<string, readonly unknown[]>>): {
  readonly client: Client;
  readonly asked: readonly unknown[];
} {
  const asked: unknown[] = [];
  const left = new Map(Object.entries(answers).map(([name, all]) => [name, [...all]]));
  const client: unknown = new Proxy(
    {},
    {
      get: (_target, name) => (input: unknown) => {
        asked.push([name, input]);
        const answer = left.get(String(name))?.shift();
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? {});
      },
    },
  );
  // The proxy answers every call that the interface has.
  return { client: client as Client, asked };
}

describe("keys in API Gateway", () => {
  it("are read from every page, and without their values", async () => {
    const createdDate = new Date(0);
    const { client, asked } = clientOf<GatewayClient>({
      getApiKeys: [
        { items: [{ id: "a", name: "shop.carrier.v1", createdDate, description: "Key of carrier" }], position: "p" },
        {
          items: [
            {
              id: "b",
              name: "shop.carrier.v2",
              createdDate,
              description: "Key of carrier, superseded 1970-01-01T00:00:01.000Z",
            },
            { id: "c", name: "shop.other.v3", createdDate },
            { name: "shop.carrier.v4", createdDate },
          ],
        },
      ],
      getUsagePlanKeys: [{ items: [{ id: "b" }] }],
    });

    await expect(gatewayKeys(client, OWNER).list()).resolves.toStrictEqual([
      { id: "a", version: "v1", issuedAt: 0, isInPlan: false },
      { id: "b", version: "v2", issuedAt: 0, isInPlan: true, supersededAt: 1_000 },
    ]);
    const page = { nameQuery: "shop.carrier.", includeValues: false, limit: 500 };
    expect(asked).toStrictEqual([
      ["getApiKeys", page],
      ["getApiKeys", { ...page, position: "p" }],
      ["getUsagePlanKeys", { usagePlanId: "plan1", limit: 500 }],
    ]);
  });

  it("are made, let in, marked and deleted", async () => {
    const { client, asked } = clientOf<GatewayClient>({});
    const keys = gatewayKeys(client, OWNER);
    await keys.create("v1", "value-1");
    await keys.admit("a");
    await keys.retire("a", 0);
    await keys.delete("a");

    expect(asked).toStrictEqual([
      ["createApiKey", { name: "shop.carrier.v1", description: "Key of carrier", enabled: true, value: "value-1" }],
      ["createUsagePlanKey", { usagePlanId: "plan1", keyId: "a", keyType: "API_KEY" }],
      [
        "updateApiKey",
        {
          apiKey: "a",
          patchOperations: [
            { op: "replace", path: "/description", value: "Key of carrier, superseded 1970-01-01T00:00:00.000Z" },
          ],
        },
      ],
      ["deleteApiKey", { apiKey: "a" }],
    ]);
  });

  it("may be let in and deleted twice", async () => {
    const { client } = clientOf<GatewayClient>({
      createUsagePlanKey: [new NamedError("ConflictException"), new NamedError("LimitExceededException")],
      deleteApiKey: [new NamedError("NotFoundException"), new NamedError("TooManyRequestsException")],
    });
    const keys = gatewayKeys(client, OWNER);

    await expect(keys.admit("a")).resolves.toBeUndefined();
    await expect(keys.delete("a")).resolves.toBeUndefined();
    await expect(keys.admit("a")).rejects.toThrow("LimitExceededException");
    await expect(keys.delete("a")).rejects.toThrow("TooManyRequestsException");
  });

  it("are counted by the day", async () => {
    const { client, asked } = clientOf<GatewayClient>({
      getUsage: [
        {
          items: {
            a: [
              [2, 8],
              [3, 5],
            ],
          },
        },
        {},
      ],
    });
    const keys = gatewayKeys(client, OWNER);

    await expect(keys.used("a", "2026-01-01")).resolves.toBe(5);
    await expect(keys.used("a", "2026-01-02")).resolves.toBe(0);
    expect(asked[0]).toStrictEqual([
      "getUsage",
      { usagePlanId: "plan1", keyId: "a", startDate: "2026-01-01", endDate: "2026-01-01" },
    ]);
  });
});

describe("keys in a secret", () => {
  it("are found by their labels", async () => {
    const aws = new FakeAws();
    const stored = storedKeys(aws, SECRET);
    await expect(stored.versions()).resolves.toStrictEqual({});

    await stored.put("v1", "value-1");
    await expect(stored.versions()).resolves.toStrictEqual({ current: "v1", pending: "v1" });
    await stored.finish("v1");
    await stored.put("v2", "value-2");
    await expect(stored.versions()).resolves.toStrictEqual({ current: "v1", pending: "v2" });
    await stored.promote("v2", "v1");
    await stored.finish("v2");
    await expect(stored.versions()).resolves.toStrictEqual({ current: "v2" });
    await expect(stored.value("v2")).resolves.toBe("value-2");
  });

  it("are not taken from a version that holds no text", async () => {
    await expect(storedKeys(new FakeAws(), SECRET).value("v1")).rejects.toMatchObject({ name: "EmptySecretError" });
  });
});

describe("a line of the log", () => {
  it("is read as metrics where it sums up", () => {
    expect(JSON.parse(logLine({ kind: "summary", overdue: ["a", "b"], stillUsed: [] }, "shop", 5))).toStrictEqual({
      _aws: {
        Timestamp: 5,
        CloudWatchMetrics: [
          {
            Namespace: "InventoryPlatform/PartnerKeys",
            Dimensions: [["ApiName"]],
            Metrics: [
              { Name: "Overdue", Unit: "Count" },
              { Name: "FormerKeysInUse", Unit: "Count" },
            ],
          },
        ],
      },
      ApiName: "shop",
      Overdue: 2,
      FormerKeysInUse: 0,
      kind: "summary",
      overdue: ["a", "b"],
      stillUsed: [],
    });
    expect(logLine({ kind: "done", partner: "a", step: "draw" }, "shop", 5)).toBe(
      '{"ApiName":"shop","kind":"done","partner":"a","step":"draw"}',
    );
  });
});
