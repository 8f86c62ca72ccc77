import fc from "fast-check";
import {
  ADMINISTRATION_ACTIONS,
  KEY_SERVICES,
  keyPolicy,
  planEncryptionKey,
  USE_ACTIONS,
  type EncryptionKeyPlanArgs,
  type KeyService,
} from "../../../components/keys";
import { ACCOUNT } from "../core/fixtures";

const ARGS: EncryptionKeyPlanArgs = {
  purpose: "orders",
  accountId: ACCOUNT,
  region: "eu-central-1",
  services: ["dynamodb"],
};

function policyOf(args: Partial<EncryptionKeyPlanArgs>, principals: readonly string[] = []) {
  return keyPolicy(planEncryptionKey({ ...ARGS, ...args }, "prod"), principals);
}

function statement(sid: string, ...arguments_: Parameters<typeof policyOf>) {
  return policyOf(...arguments_).Statement.find(({ Sid }) => Sid === sid);
}

describe("the plan", () => {
  it("resolves every default", () => {
    expect(planEncryptionKey(ARGS, "prod")).toEqual({
      description: "Customer key for orders",
      aliasName: "alias/prod-orders",
      accountId: ACCOUNT,
      region: "eu-central-1",
      partition: "aws",
      callerRegions: ["eu-central-1"],
      services: ["dynamodb"],
      deletionWindowDays: 30,
      rotationPeriodDays: 365,
    });
  });

  it("does not depend on the order of services and regions", () => {
    const services = Object.keys(KEY_SERVICES) as KeyService[];
    const regions = ["eu-central-1", "eu-north-1", "eu-west-1"];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(services, { minLength: services.length }),
        fc.shuffledSubarray(regions, { minLength: regions.length }),
        (shuffledServices, callerRegions) => {
          expect(planEncryptionKey({ ...ARGS, services: shuffledServices, callerRegions }, "prod")).toEqual(
            planEncryptionKey({ ...ARGS, services, callerRegions: regions }, "prod"),
          );
        },
      ),
    );
  });
});

describe("the key policy", () => {
  it("lets the account administer the key, and neither use it nor grant its use", () => {
    expect(statement("AdministerFromAccount", {})).toEqual({
      Sid: "AdministerFromAccount",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: ADMINISTRATION_ACTIONS,
      Resource: "*",
    });
    const usable = ADMINISTRATION_ACTIONS.filter((action) =>
      /\*$|Encrypt|Decrypt|DataKey|CreateGrant|Replicate/.test(action),
    );
    expect(usable).toEqual(["kms:Describe*", "kms:Get*", "kms:List*"]);
  });

  it("lets the account's principals use it through the given services in its region", () => {
    const condition = {
      "kms:CallerAccount": ACCOUNT,
      "kms:ViaService": ["dynamodb.eu-central-1.amazonaws.com", "kinesis.eu-central-1.amazonaws.com"],
    };
    const services = { services: ["kinesis", "dynamodb"] } as const;
    expect(statement("UseThroughServices", services)).toEqual({
      Sid: "UseThroughServices",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: { StringEquals: condition },
    });
    expect(statement("GrantThroughServices", services)).toEqual({
      Sid: "GrantThroughServices",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:CreateGrant"],
      Resource: "*",
      Condition: { StringEquals: condition, Bool: { "kms:GrantIsForAWSResource": "true" } },
    });
  });

  it("lets CloudWatch Logs use it in its own name, for log groups of the account", () => {
    expect(statement("UseAsLogs", { services: ["logs"] })).toEqual({
      Sid: "UseAsLogs",
      Effect: "Allow",
      Principal: { Service: "logs.eu-central-1.amazonaws.com" },
      Action: USE_ACTIONS,
      Resource: "*",
      Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-central-1:${ACCOUNT}:*` } },
    });
  });

  it("lets services that deliver into an encrypted queue or topic use it for resources of the account", () => {
    expect(statement("UseAsSns", { services: ["sns"] })).toEqual({
      Sid: "UseAsSns",
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
    });
    expect(policyOf({ services: ["cloudwatch", "events"] }).Statement.map(({ Sid }) => Sid)).toEqual([
      "AdministerFromAccount",
      "UseAsCloudwatch",
      "UseAsEvents",
      "DenyThroughServicesElsewhere",
    ]);
  });

  it("lets the given principals use it directly", () => {
    const arn = `arn:aws:iam::${ACCOUNT}:role/orders`;
    expect(policyOf({ services: [] }, [arn]).Statement.slice(1, -1)).toEqual([
      { Sid: "UseDirectly", Effect: "Allow", Principal: { AWS: [arn] }, Action: USE_ACTIONS, Resource: "*" },
      {
        Sid: "GrantDirectly",
        Effect: "Allow",
        Principal: { AWS: [arn] },
        Action: ["kms:CreateGrant"],
        Resource: "*",
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ]);
  });

  it("denies use through services outside the caller regions, whoever else allows it", () => {
    expect(statement("DenyThroughServicesElsewhere", { callerRegions: ["eu-west-1"] })).toEqual({
      Sid: "DenyThroughServicesElsewhere",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: [
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:ReEncrypt*",
      ],
      Resource: "*",
      Condition: {
        Null: { "kms:ViaService": "false" },
        StringNotLike: { "kms:ViaService": ["*.eu-central-1.amazonaws.com", "*.eu-west-1.amazonaws.com"] },
      },
    });
  });

  it("spells ARNs and service names as each AWS partition does", () => {
    const [administration, throughServices, , asLogs] = policyOf({
      region: "cn-north-1",
      services: ["logs"],
    }).Statement;
    expect(administration?.Principal).toEqual({ AWS: `arn:aws-cn:iam::${ACCOUNT}:root` });
    expect(throughServices?.Condition?.StringEquals).toHaveProperty(
      ["kms:ViaService"],
      ["logs.cn-north-1.amazonaws.com.cn", "logs.cn-north-1.amazonaws.com"],
    );
    expect(asLogs?.Principal).toEqual({ Service: "logs.cn-north-1.amazonaws.com.cn" });
    expect(asLogs?.Condition?.ArnLike).toEqual({
      "kms:EncryptionContext:aws:logs:arn": `arn:aws-cn:logs:cn-north-1:${ACCOUNT}:*`,
    });
  });

  it("names no service that was not asked for, and stays below KMS's 32 KiB, for any set of services", () => {
    const regions = ["eu-central-1", "eu-west-1", "eu-west-3", "eu-north-1"];
    fc.assert(
      fc.property(fc.subarray(Object.keys(KEY_SERVICES) as KeyService[], { minLength: 1 }), (services) => {
        const text = JSON.stringify(policyOf({ services, callerRegions: regions }));
        const named = [...text.matchAll(/"([a-z0-9]+)\.(?:[a-z]+-[a-z]+-\d\.)?amazonaws\.com"/g)].map(
          ([, name]) => name,
        );
        expect([...new Set(named)].toSorted()).toEqual(services.toSorted());
        expect(Buffer.byteLength(text)).toBeLessThan(32_768);
      }),
    );
  });
});
