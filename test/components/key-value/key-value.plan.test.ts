import * as fc from "fast-check";
import {
  isOneStrongConsistencySet,
  KEY_VALUE_DEFAULTS,
  planKeyValue,
  STRONG_CONSISTENCY_REGION_SETS,
  type KeyValuePlanArgs,
} from "../../../components/key-value";
import { replicaArn, replicaStreamArns } from "../../../components/key-value/replicas";
import { tablePolicy } from "../../../components/key-value/table-policy";

const minimal: KeyValuePlanArgs = {
  tableName: "prod-eu-availability",
  homeRegion: "eu-central-1",
  keyArns: { "eu-central-1": "frankfurt", "eu-west-1": "dublin", "eu-west-3": "paris" },
  attributes: { sku: "string" },
  hashKey: "sku",
};

describe("planKeyValue", () => {
  it("plans one region, eventual consistency and no index at defaults", () => {
    expect(planKeyValue(minimal)).toStrictEqual({
      tableName: "prod-eu-availability",
      homeRegion: "eu-central-1",
      replicaRegions: [],
      regions: ["eu-central-1"],
      attributes: [{ name: "sku", type: "S" }],
      hashKey: "sku",
      indexes: [],
      consistencyMode: "EVENTUAL",
      capacity: { billingMode: "PAY_PER_REQUEST", throughput: {}, ignoreChanges: [], scaling: [] },
    });
    expect(KEY_VALUE_DEFAULTS).toStrictEqual({
      consistency: "eventual",
      projection: "all",
      capacity: { mode: "on-demand" },
      protect: true,
    });
  });

  it("plans every choice that is made", () => {
    expect(
      planKeyValue({
        ...minimal,
        replicaRegions: ["eu-west-1"],
        attributes: { sku: "string", warehouse: "string", changed: "number", digest: "binary" },
        rangeKey: "warehouse",
        indexes: {
          byWarehouse: { hashKey: "warehouse", rangeKey: "changed", projection: ["quantity", "channel"] },
          byDigest: { hashKey: "digest", projection: "keys" },
          byChange: { hashKey: "changed" },
        },
        ttlAttribute: "expires",
        accountId: "111122223333",
      }),
    ).toStrictEqual({
      tableName: "prod-eu-availability",
      homeRegion: "eu-central-1",
      replicaRegions: ["eu-west-1"],
      regions: ["eu-central-1", "eu-west-1"],
      attributes: [
        { name: "changed", type: "N" },
        { name: "digest", type: "B" },
        { name: "sku", type: "S" },
        { name: "warehouse", type: "S" },
      ],
      hashKey: "sku",
      rangeKey: "warehouse",
      indexes: [
        { name: "byChange", hashKey: "changed", projectionType: "ALL" },
        { name: "byDigest", hashKey: "digest", projectionType: "KEYS_ONLY" },
        {
          name: "byWarehouse",
          hashKey: "warehouse",
          rangeKey: "changed",
          projectionType: "INCLUDE",
          nonKeyAttributes: ["channel", "quantity"],
        },
      ],
      ttlAttribute: "expires",
      consistencyMode: "EVENTUAL",
      capacity: { billingMode: "PAY_PER_REQUEST", throughput: {}, ignoreChanges: [], scaling: [] },
      accountId: "111122223333",
    });
  });

  it("plans strong consistency with a witness", () => {
    const plan = planKeyValue({
      ...minimal,
      replicaRegions: ["eu-west-1"],
      consistency: "strong",
      witnessRegion: "eu-west-3",
    });
    expect(plan.consistencyMode).toBe("STRONG");
    expect(plan.witnessRegion).toBe("eu-west-3");
    expect(plan.regions).toStrictEqual(["eu-central-1", "eu-west-1"]);
  });

  it("is independent of the order in which regions and attributes are listed", () => {
    const replicas = ["eu-west-1", "eu-west-3", "eu-north-1"];
    const attributes = [
      ["sku", "string"],
      ["warehouse", "string"],
      ["changed", "number"],
    ] as const;
    const expected = planKeyValue({
      ...minimal,
      replicaRegions: replicas,
      attributes: Object.fromEntries(attributes),
    });
    const orders = fc.tuple(
      fc.shuffledSubarray(replicas, { minLength: 3 }),
      fc.shuffledSubarray([...attributes], { minLength: 3 }),
    );
    fc.assert(
      fc.property(orders, ([regions, entries]) => {
        const plan = planKeyValue({ ...minimal, replicaRegions: regions, attributes: Object.fromEntries(entries) });
        expect(plan).toStrictEqual(expected);
      }),
    );
  });
});

describe("the sets of strongly consistent regions", () => {
  it("share no region", () => {
    const all = Object.values(STRONG_CONSISTENCY_REGION_SETS).flat();
    expect(new Set(all).size).toBe(all.length);
  });

  it("have at least three regions each", () => {
    expect(Object.values(STRONG_CONSISTENCY_REGION_SETS).map((set) => set.length)).toStrictEqual([3, 4, 3]);
  });

  it("hold regions of one set, and no mixture", () => {
    expect(isOneStrongConsistencySet(["eu-central-1", "eu-west-1", "eu-west-3"])).toBe(true);
    expect(isOneStrongConsistencySet(["eu-central-1", "eu-west-1", "us-east-1"])).toBe(false);
    expect(isOneStrongConsistencySet(["eu-central-1", "eu-north-1", "eu-west-1"])).toBe(false);
  });
});

describe("the table policy", () => {
  const arn = "arn:aws:dynamodb:eu-central-1:111122223333:table/availability";

  it("denies calls without TLS to everyone but the role that replicates", () => {
    expect(tablePolicy(arn)).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyWithoutTls",
          Effect: "Deny",
          Principal: { AWS: "*" },
          Action: "dynamodb:*",
          Resource: [arn, `${arn}/index/*`],
          Condition: {
            Bool: { "aws:SecureTransport": "false" },
            ArnNotLike: {
              "aws:PrincipalArn":
                "arn:*:iam::*:role/aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication",
            },
          },
        },
      ],
    });
  });

  it("denies principals of other accounts, AWS services apart, where the account is given", () => {
    expect(tablePolicy(arn, "111122223333").Statement[1]).toStrictEqual({
      Sid: "DenyOtherAccounts",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "dynamodb:*",
      Resource: [arn, `${arn}/index/*`],
      Condition: {
        StringNotEquals: { "aws:PrincipalAccount": "111122223333" },
        Bool: { "aws:PrincipalIsAWSService": "false" },
      },
    });
  });

  it("belongs to a replica by the table's ARN in the replica's region", () => {
    expect(replicaArn("arn:aws-cn:dynamodb:cn-north-1:111122223333:table/a:b", "cn-northwest-1")).toBe(
      "arn:aws-cn:dynamodb:cn-northwest-1:111122223333:table/a:b",
    );
  });
});

describe("the streams of replicas", () => {
  it("are given as soon as AWS reports them", () => {
    const streamArn = "arn:aws:dynamodb:eu-west-1:111122223333:table/availability/stream/2026-11-24";
    expect(replicaStreamArns([{ regionName: "eu-west-1", streamArn }])).toStrictEqual({ "eu-west-1": streamArn });
    expect(replicaStreamArns([{ regionName: "eu-west-1" }])).toStrictEqual({});
    expect(replicaStreamArns([{ regionName: "eu-west-1", streamArn: "" }])).toStrictEqual({});
    expect(replicaStreamArns(undefined)).toStrictEqual({});
  });
});
