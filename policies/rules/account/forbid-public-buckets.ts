import type { AccountPublicAccessBlockArgs } from "@pulumi/aws/s3";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isTrue } from "../../core/settings";

/** An account blocks public access to all its buckets, whatever each of them says. */
export const accountForbidPublicBuckets: ResourceValidationPolicy = {
  name: "account-forbid-public-buckets",
  description: "Accounts block public access to their buckets.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("S3.1", "S3 general purpose buckets should have block public access settings enabled"),
  tags: ["network"],
  remediationSteps: "Set blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ...mendableSettings<AccountPublicAccessBlockArgs>("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", [
    { property: "blockPublicAcls", read: (block) => block.blockPublicAcls, check: isTrue, mend: true },
    { property: "blockPublicPolicy", read: (block) => block.blockPublicPolicy, check: isTrue, mend: true },
    { property: "ignorePublicAcls", read: (block) => block.ignorePublicAcls, check: isTrue, mend: true },
    { property: "restrictPublicBuckets", read: (block) => block.restrictPublicBuckets, check: isTrue, mend: true },
  ]),
};
