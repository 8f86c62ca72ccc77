import { recorderRequireStart } from "../../../../policies/rules/recorder/require-start";
import { describeCompanion } from "../../relations";

describeCompanion(recorderRequireStart, {
  owner: { type: "aws:cfg/recorder:Recorder", name: "owner", props: { name: "default" } },
  companion: { type: "aws:cfg/recorderStatus:RecorderStatus", props: { isEnabled: true } },
  by: "name",
  named: "default",
  message: "a start is missing, expected aws:cfg/recorderStatus:RecorderStatus with it as name",
  broken: [["isEnabled", false]],
  unknown: ["isEnabled"],
});
