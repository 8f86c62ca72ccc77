import { trailRequireLogValidation } from "../../../../policies/rules/trail/require-log-validation";
import { describeRule } from "../../harness";

const type = "aws:cloudtrail/trail:Trail";

describeRule(trailRequireLogValidation, {
  good: { type, props: { enableLogFileValidation: true } },
  broken: [
    { path: "enableLogFileValidation", to: false, message: "enableLogFileValidation is false, expected true" },
    { path: "enableLogFileValidation", to: undefined, message: "enableLogFileValidation is missing, expected true" },
  ],
  unknown: ["enableLogFileValidation"],
  secret: ["enableLogFileValidation"],
});
