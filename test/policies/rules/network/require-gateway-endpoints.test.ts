import { networkRequireGatewayEndpoints } from "../../../../policies/rules/network/require-gateway-endpoints";
import { judgeStack, secret, UNKNOWN, urnOf, type Props, type Sent } from "../../harness";

const vpc: Sent = { type: "aws:ec2/vpc:Vpc", name: "main", props: { cidrBlock: "10.0.0.0/16" } };
const endpoint = (service: unknown, props: Props = {}): Sent => ({
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  props: { vpcId: UNKNOWN, serviceName: service, ...props },
  madeFrom: { vpcId: [urnOf(vpc)] },
});
const [S3, DYNAMODB] = ["com.amazonaws.eu-west-1.s3", "com.amazonaws.eu-west-1.dynamodb"];
const judge = (...stack: Sent[]) => judgeStack(networkRequireGatewayEndpoints, stack);
const missing = (services: string) => [
  {
    level: "mandatory",
    message: `a gateway endpoint for ${services} is missing, expected aws:ec2/vpcEndpoint:VpcEndpoint with it as vpcId`,
    urn: urnOf(vpc),
  },
];

describe("network-require-gateway-endpoints", () => {
  test.each([
    ["a network with both", [vpc, endpoint(S3), endpoint(DYNAMODB, { vpcEndpointType: "Gateway" })]],
    ["endpoints whose service is secret", [vpc, endpoint(secret(S3)), endpoint(secret(DYNAMODB))]],
    ["a stack without networks", [endpoint(S3)]],
  ])("accepts %s", async (_what, stack) => {
    expect(await judge(...stack)).toEqual([]);
  });

  test("refuses a network without", async () => {
    expect(await judge(vpc)).toEqual(missing("s3 and dynamodb"));
    expect(await judge(vpc, endpoint(S3))).toEqual(missing("dynamodb"));
  });

  test("does not take an interface, which costs by the hour, for a gateway", async () => {
    expect(await judge(vpc, endpoint(S3, { vpcEndpointType: "Interface" }), endpoint(DYNAMODB))).toEqual(missing("s3"));
  });

  test("cannot be judged while the service of an endpoint is unknown", async () => {
    const found = await judge(vpc, endpoint(UNKNOWN));
    expect(found.map(({ level }) => level)).toEqual(["advisory"]);
    expect(found[0]?.message).toContain("string value at .serviceName can't be known during preview");
  });
});
