import { requireCompanion } from "../../core/companions";
import { awsBestPractice } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";

/** Who asked for which page can be looked up: by the standard log of either kind. */
export const distributionRequireLogs: RelationalRule = {
  name: "distribution-require-logs",
  description: "Distributions have a log.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("CloudFront.5", "CloudFront distributions should have logging enabled"),
  tags: ["observability"],
  remediationSteps:
    "Add a log delivery source with the distribution's ARN as resourceArn, or set loggingConfig.bucket.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
  judgeStack: requireCompanion({
    of: ["aws:cloudfront/distribution:Distribution"],
    what: "a log",
    types: ["aws:cloudwatch/logDeliverySource:LogDeliverySource"],
    by: "resourceArn",
    except: ({ props }) => Object.hasOwn(props, "loggingConfig"),
  }),
};
