import type { LaunchTemplateArgs } from "@pulumi/aws/ec2";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { BATCH_KEY } from "../../../facts/labels";
import { ofType } from "../../core/rule";
import { EXPECTED_TAG } from "../../core/spot";
import { readTag } from "../../core/tags";

/** A launch template that asks for spot says that its work tolerates interruption. */
export const launchTemplateForbidUntaggedSpot: ResourceValidationPolicy = {
  name: "launch-template-forbid-untagged-spot",
  description: "Spot machines run only what tolerates interruption.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["cost", "reliability", "spot"],
  remediationSteps:
    "Remove instanceMarketOptions, or tag a template whose work survives interruption with " +
    "`inventory-platform/batch` = `true`.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-spot-instances.html",
  validateResource: ofType<LaunchTemplateArgs>("aws:ec2/launchTemplate:LaunchTemplate", (template, args, report) => {
    if (template.instanceMarketOptions?.marketType === "spot" && readTag(args, BATCH_KEY) !== "true") {
      report(`instanceMarketOptions.marketType is "spot", expected none or ${EXPECTED_TAG}`);
    }
  }),
};
