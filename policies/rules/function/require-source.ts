import type { PermissionArgs } from "@pulumi/aws/lambda";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { ofType, readUnlessUnknown } from "../../core/rule";
import { isGiven } from "../../core/settings";

/** A service that may call a function does so for one resource or account: a service serves others as well. */
export const functionRequireSource: ResourceValidationPolicy = {
  name: "function-require-source",
  description: "Functions name the source for which a service calls them.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("Lambda.1", "Lambda function policies should prohibit public access"),
  tags: ["identity"],
  remediationSteps: "Set sourceArn to the resource that calls, or sourceAccount to its account; for S3 both.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html",
  validateResource: ofType<PermissionArgs>("aws:lambda/permission:Permission", (permission, _args, report) => {
    if (!permission.principal.endsWith(".amazonaws.com")) {
      return;
    }
    const [named] = [() => permission.sourceAccount, () => permission.principalOrgId].filter(
      (read) => readUnlessUnknown(read) !== undefined,
    );
    for (const problem of isGiven("the resource or account that calls")(
      "sourceArn",
      named ?? (() => permission.sourceArn),
    )) {
      report(problem);
    }
  }),
};
