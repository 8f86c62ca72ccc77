import { detectorRequireEnabled } from "../../../../policies/rules/detector/require-enabled";
import { describeRule } from "../../harness";

const type = "aws:guardduty/detector:Detector";

describeRule(detectorRequireEnabled, {
  good: { type, props: { enable: true } },
  broken: [{ path: "enable", to: false, message: "enable is false, expected true or none" }],
  unknown: ["enable"],
  secret: ["enable"],
});
