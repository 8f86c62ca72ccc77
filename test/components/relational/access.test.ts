import { serviceTrust } from "../../../components/core/trust";
import {
  connectArn,
  exportPolicy,
  monitoringPolicyArn,
  secretReadingPolicy,
  tlsOnlySecretPolicy,
} from "../../../components/relational/access";

function statements(document: string): unknown {
  return JSON.parse(document);
}

describe("the policies of a database", () => {
  it("let one service assume a role, where it holds for the database", () => {
    expect(statements(serviceTrust("rds.amazonaws.com"))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "rds.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
    expect(statements(serviceTrust("rds.amazonaws.com", { ArnEquals: { "aws:SourceArn": "arn" } }))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "rds.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { ArnEquals: { "aws:SourceArn": "arn" } },
        },
      ],
    });
  });

  it("let the proxy read its users' secrets, and use their key through Secrets Manager alone", () => {
    expect(statements(secretReadingPolicy(["secret-1", "secret-2"], "key"))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReadUsers",
          Effect: "Allow",
          Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
          Resource: ["secret-1", "secret-2"],
        },
        {
          Sid: "DecryptUsers",
          Effect: "Allow",
          Action: "kms:Decrypt",
          Resource: "key",
          Condition: { StringLike: { "kms:ViaService": "secretsmanager.*" } },
        },
      ],
    });
  });

  it("let exports write below one prefix, and use the key through S3 alone", () => {
    expect(statements(exportPolicy("arn:aws:s3:::archive", "relational", "key"))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "WriteExports",
          Effect: "Allow",
          Action: ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
          Resource: "arn:aws:s3:::archive/relational/*",
        },
        {
          Sid: "EncryptExports",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: "key",
          Condition: { StringLike: { "kms:ViaService": "s3.*" } },
        },
      ],
    });
  });

  it("deny calls to a secret without TLS, and grant nothing", () => {
    expect(statements(tlsOnlySecretPolicy())).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyWithoutTls",
          Effect: "Deny",
          Principal: { AWS: "*" },
          Action: "secretsmanager:*",
          Resource: "*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });
});

describe("the ARNs of a database", () => {
  it.each([
    ["eu-central-1", "aws"],
    ["cn-north-1", "aws-cn"],
    ["eusc-de-east-1", "aws-eusc"],
  ])("name the monitoring policy of %s in %s", (region, partition) => {
    expect(monitoringPolicyArn(region)).toBe(
      `arn:${partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
    );
  });

  it("refuses to guess the AWS partition of an unknown region", () => {
    expect(() => monitoringPolicyArn("eu-central-9")).toThrow(
      "no AWS partition for eu-central-9: the refusals of relational let it pass",
    );
  });

  it("name a user of one cluster", () => {
    expect(connectArn("arn:aws-cn:rds:cn-north-1:111122223333:cluster:inventory", "cluster-AB1", "inventory")).toBe(
      "arn:aws-cn:rds-db:cn-north-1:111122223333:dbuser:cluster-AB1/inventory",
    );
  });
});
