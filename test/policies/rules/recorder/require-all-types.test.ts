import { recorderRequireAllTypes } from "../../../../policies/rules/recorder/require-all-types";
import { describeRule } from "../../harness";

const type = "aws:cfg/recorder:Recorder";

describeRule(recorderRequireAllTypes, {
  good: { type, props: { recordingGroup: { allSupported: true } } },
  broken: [
    {
      path: "recordingGroup.allSupported",
      to: false,
      message: "recordingGroup.allSupported is false, expected true or none",
    },
  ],
  unknown: ["recordingGroup.allSupported"],
  secret: ["recordingGroup.allSupported"],
});
