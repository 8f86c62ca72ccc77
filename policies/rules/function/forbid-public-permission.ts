import type { LayerVersionPermissionArgs, PermissionArgs } from "@pulumi/aws/lambda";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { describeProblem } from "../../core/message";
import { ofType, readUnlessUnknown, UNREAD } from "../../core/rule";

/** A function, or a layer of code, is called by named principals only. */
export const functionForbidPublicPermission: ResourceValidationPolicy = {
  name: "function-forbid-public-permission",
  description: "Functions let nobody in whom they do not name.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: awsBestPractice("Lambda.1", "Lambda function policies should prohibit public access"),
  tags: ["identity", "public-exposure"],
  remediationSteps:
    "Name a principal, or set principalOrgId, sourceAccount or sourceArn; for a layer set organizationId.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html",
  validateResource: [
    ofType<PermissionArgs>("aws:lambda/permission:Permission", (permission, _args, report) => {
      const { principal } = permission;
      const bound = [() => permission.principalOrgId, () => permission.sourceAccount, () => permission.sourceArn].some(
        isNamed,
      );
      if (principal === "*" && !bound) {
        report(
          describeProblem({
            property: "principal",
            got: principal,
            expected: "a named principal, or principalOrgId, sourceAccount or sourceArn",
          }),
        );
      }
    }),
    ofType<LayerVersionPermissionArgs>(
      "aws:lambda/layerVersionPermission:LayerVersionPermission",
      (permission, _args, report) => {
        const { principal } = permission;
        if (principal === "*" && !isNamed(() => permission.organizationId)) {
          report(describeProblem({ property: "principal", got: principal, expected: "an account, or organizationId" }));
        }
      },
    ),
  ],
};

/** What is only known after `pulumi up` is something that the program creates. */
function isNamed(read: () => unknown): boolean {
  const value = readUnlessUnknown(read);
  return value === UNREAD || (typeof value === "string" && value !== "" && value !== "*");
}
