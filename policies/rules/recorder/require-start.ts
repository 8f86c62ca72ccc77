import { requireCompanion } from "../../core/companions";
import { awsBestPractice } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";

/** A recorder of AWS Config records once it has been started. */
export const recorderRequireStart: RelationalRule = {
  name: "recorder-require-start",
  description: "AWS Config's recorder is started.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice(
    "Config.1",
    "AWS Config should be enabled and use the service-linked role for resource recording",
  ),
  tags: ["observability"],
  remediationSteps: "Add a recorder status with the recorder's name as name and isEnabled true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html",
  judgeStack: requireCompanion({
    of: ["aws:cfg/recorder:Recorder"],
    what: "a start",
    types: ["aws:cfg/recorderStatus:RecorderStatus"],
    by: "name",
    holds: ({ props }) => props["isEnabled"] === true,
  }),
};
