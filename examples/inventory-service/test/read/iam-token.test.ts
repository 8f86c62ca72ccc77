import { cacheToken, iamCacheOf } from "../../src/read/redis/iam-token";

const SERVERLESS = { name: "my-cache", region: "eu-west-1", isServerless: true } as const;
const GROUP = { name: "cachename", region: "region", isServerless: false } as const;

function queryOf(token: string): Readonly<Record<string, string>> {
  return Object.fromEntries(new URL(`https://${token}`).searchParams);
}

describe("the token by which IAM lets into a cache", () => {
  // Signatures that two other implementations make of the same request: a client in Java, and a proxy.
  it("is a request to connect to a serverless cache, signed for 15 minutes", async () => {
    const token = await cacheToken(SERVERLESS, "user123", {
      credentials: { accessKeyId: "accessKey", secretAccessKey: "secretKey" },
      now: () => Date.parse("2024-08-02T12:11:50Z"),
      seconds: 900,
    });

    expect(token.startsWith("my-cache/?Action=connect&User=user123&ResourceType=ServerlessCache&X-Amz-")).toBe(true);
    expect(queryOf(token)).toEqual({
      Action: "connect",
      User: "user123",
      ResourceType: "ServerlessCache",
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Credential": "accessKey/20240802/eu-west-1/elasticache/aws4_request",
      "X-Amz-Date": "20240802T121150Z",
      "X-Amz-Expires": "900",
      "X-Amz-SignedHeaders": "host",
      "X-Amz-Signature": "5dda5db919b1337db6596b2a608924bc10197fb39289b933b60bdb114d5a70dc",
    });
  });

  it("is one to a replication group too, with the session of a role", async () => {
    const token = await cacheToken(GROUP, "test", {
      credentials: { accessKeyId: "akid", secretAccessKey: "secret", sessionToken: "token" },
      now: () => Date.parse("2018-01-02T03:04:05Z"),
      seconds: 60,
    });

    expect(queryOf(token)).toEqual({
      Action: "connect",
      User: "test",
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Credential": "akid/20180102/region/elasticache/aws4_request",
      "X-Amz-Date": "20180102T030405Z",
      "X-Amz-Expires": "60",
      "X-Amz-Security-Token": "token",
      "X-Amz-SignedHeaders": "host",
      "X-Amz-Signature": "3bf9d8841acb6db28373efcab8b9ccf1076a7a9ab39faf489002fa0555a1f89c",
    });
  });
});

describe("the ARN of a cache", () => {
  it.each([
    ["arn:aws:elasticache:eu-central-1:222222222222:replicationgroup:prod-cache", "prod-cache", false],
    ["arn:aws:elasticache:eu-central-1:222222222222:serverlesscache:prod-cache", "prod-cache", true],
  ])("says which cache it is: %s", (arn, name, isServerless) => {
    expect(iamCacheOf(arn)).toEqual({ name, region: "eu-central-1", isServerless });
  });

  it("is refused where it is another's", () => {
    expect(iamCacheOf("arn:aws:elasticache:eu-central-1:222222222222:user:prod-cache-projector")).toBeUndefined();
    expect(iamCacheOf("prod-cache")).toBeUndefined();
  });
});
