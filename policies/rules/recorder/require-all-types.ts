import type { RecorderArgs } from "@pulumi/aws/cfg";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isNotFalse } from "../../core/settings";

/** AWS Config records every type of resource it knows, also those that it will learn. */
export const recorderRequireAllTypes: ResourceValidationPolicy = {
  name: "recorder-require-all-types",
  description: "AWS Config records all types of resources.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice(
    "Config.1",
    "AWS Config should be enabled and use the service-linked role for resource recording",
  ),
  tags: ["audit"],
  remediationSteps: "Remove recordingGroup.allSupported, or set it to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html",
  ...mendableSettings<RecorderArgs>("aws:cfg/recorder:Recorder", [
    {
      property: "recordingGroup.allSupported",
      read: ({ recordingGroup }) => recordingGroup?.allSupported,
      check: isNotFalse,
      mend: true,
    },
  ]),
};
