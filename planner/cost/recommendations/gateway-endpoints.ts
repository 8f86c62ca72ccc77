import { readersOf } from "../../resource/reader";
import { usdOf } from "../totals";
import type { Recommendation } from "./recommendation";

const SERVICES = ["s3", "dynamodb"];

/** Traffic to S3 and DynamoDB that a gateway endpoint would take past the NAT gateway for nothing. */
export const gatewayEndpoints: Recommendation = {
  id: "gateway-endpoints",
  title: "Reach S3 and DynamoDB by gateway endpoints instead of NAT",
  risk: "At most what the NAT gateways process: how much of it goes to these two nobody states.",
  advice: ({ plans, costs }) =>
    plans.flatMap((plan) => {
      const of = readersOf(plan);
      const there = of("aws:ec2/vpcEndpoint:VpcEndpoint")
        .filter((endpoint) => endpoint.text("vpcEndpointType", "Gateway") === "Gateway")
        .map((endpoint) => endpoint.text("serviceName", "").split(".").at(-1) ?? "");
      const lacking = SERVICES.filter((service) => !there.includes(service));
      const gateways = costs.filter(({ stack, resource }) => stack === plan.stack && resource.type === NAT);
      const processed = gateways.map((cost) =>
        usdOf({ ...cost, lines: cost.lines.filter(({ basis }) => basis === "usage") }),
      );
      const [first] = gateways;
      return lacking.length === 0 || first === undefined
        ? []
        : [
            {
              urn: first.resource.urn,
              stack: plan.stack,
              change: `add gateway endpoints of ${lacking.join(" and ")}`,
              savingUsd: processed.reduce((sum, usd) => sum + usd, 0),
            },
          ];
    }),
};

const NAT = "aws:ec2/natGateway:NatGateway";
