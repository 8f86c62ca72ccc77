import type { FunctionArgs } from "@pulumi/aws/lambda";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { hasSeveral, requireSettings, where } from "../../core/settings";

/** A function inside a network goes on when a zone fails. */
export const functionRequireZones: ResourceValidationPolicy = {
  name: "function-require-zones",
  description: "Functions inside a network lie in several zones.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("Lambda.5", "VPC Lambda functions should operate in multiple Availability Zones"),
  tags: ["reliability"],
  remediationSteps: "Name a subnet of each zone in vpcConfig.subnetIds.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html",
  validateResource: where<FunctionArgs>(
    requireSettings<FunctionArgs>("aws:lambda/function:Function", [
      { property: "vpcConfig.subnetIds", read: ({ vpcConfig }) => vpcConfig?.subnetIds, check: hasSeveral },
    ]),
    ({ vpcConfig }) => vpcConfig !== undefined,
  ),
};
