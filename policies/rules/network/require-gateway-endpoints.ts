import type { PolicyResource } from "@pulumi/policy";
import { securityHubControl } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";
import { judgeAll } from "../../core/rule";

/** The services that have gateways. */
const SERVICES = ["s3", "dynamodb"] as const;

const EXPECTED = "aws:ec2/vpcEndpoint:VpcEndpoint with it as vpcId";

/** What a network says to S3 and DynamoDB stays within AWS, and costs nothing by the gigabyte. */
export const networkRequireGatewayEndpoints: RelationalRule = {
  name: "network-require-gateway-endpoints",
  description: "Networks reach S3 and DynamoDB by gateway endpoints.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: securityHubControl(
    "EC2.10",
    "Amazon EC2 should be configured to use VPC endpoints that are created for the Amazon EC2 service",
  ),
  tags: ["network", "cost"],
  remediationSteps:
    "Add a VPC endpoint of the type Gateway for each of the two services, with the network as vpcId and the private route tables as routeTableIds.",
  url: "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
  judgeStack: (stack, report) => {
    judgeAll(stack.ofType("aws:ec2/vpc:Vpc"), (network) => {
      const endpoints = stack.referrers(network, "aws:ec2/vpcEndpoint:VpcEndpoint", "vpcId");
      const served = endpoints.filter(isGateway).map(({ props }) => String(props["serviceName"]));
      const missing = SERVICES.filter((service) => !served.some((name) => name.endsWith(`.${service}`)));
      if (missing.length > 0) {
        report(`a gateway endpoint for ${missing.join(" and ")} is missing, expected ${EXPECTED}`, network.urn);
      }
    });
  },
};

function isGateway({ props }: PolicyResource): boolean {
  return (props["vpcEndpointType"] ?? "Gateway") === "Gateway";
}
