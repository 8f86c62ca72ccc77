import type { ComputeEnvironmentArgs } from "@pulumi/aws/batch";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { BATCH_KEY } from "../../../facts/labels";
import { describeValue } from "../../core/message";
import { ofType } from "../../core/rule";
import { EXPECTED_TAG } from "../../core/spot";
import { readTag } from "../../core/tags";

/** A compute environment of AWS Batch that buys spot says that its jobs tolerate interruption. */
export const computeEnvironmentForbidUntaggedSpot: ResourceValidationPolicy = {
  name: "compute-environment-forbid-untagged-spot",
  description: "Spot machines run only what tolerates interruption.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["cost", "reliability", "spot"],
  remediationSteps:
    "Set computeResources.type to EC2 or FARGATE, or tag an environment whose jobs survive interruption with " +
    "`inventory-platform/batch` = `true`.",
  url: "https://docs.aws.amazon.com/batch/latest/userguide/job_retries.html",
  validateResource: ofType<ComputeEnvironmentArgs>(
    "aws:batch/computeEnvironment:ComputeEnvironment",
    (environment, args, report) => {
      const type = environment.computeResources?.type;
      // The provider takes the type in any case, and sends it in capitals.
      if (type?.toUpperCase().endsWith("SPOT") === true && readTag(args, BATCH_KEY) !== "true") {
        report(`computeResources.type is ${describeValue(type)}, expected EC2, FARGATE or ${EXPECTED_TAG}`);
      }
    },
  ),
};
