import type { TableArgs } from "@pulumi/aws/dynamodb";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isDisposable } from "../../core/environments";
import { awsBestPractice } from "../../core/framework";
import { isTrue, requireSettings, where } from "../../core/settings";

/** A table is not deleted by a slip; one of an environment that is made to be thrown away may be. */
export const tableRequireDeletionProtection: ResourceValidationPolicy = {
  name: "table-require-deletion-protection",
  description: "DynamoDB tables are protected from deletion.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("DynamoDB.6", "DynamoDB tables should have deletion protection enabled"),
  tags: ["reliability"],
  remediationSteps:
    "Set deletionProtectionEnabled to true, or tag what may be thrown away with the environment dev, test or sandbox.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html",
  validateResource: where<TableArgs>(
    requireSettings<TableArgs>("aws:dynamodb/table:Table", [
      {
        property: "deletionProtectionEnabled",
        read: ({ deletionProtectionEnabled }) => deletionProtectionEnabled,
        check: isTrue,
      },
    ]),
    (_props, args) => !isDisposable(args),
  ),
};
