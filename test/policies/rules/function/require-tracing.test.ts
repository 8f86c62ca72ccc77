import { functionRequireTracing } from "../../../../policies/rules/function/require-tracing";
import { describeRule } from "../../harness";

const type = "aws:lambda/function:Function";

describeRule(functionRequireTracing, {
  good: { type, props: { tracingConfig: { mode: "Active" } } },
  broken: [
    { path: "tracingConfig.mode", to: "PassThrough", message: 'tracingConfig.mode is "PassThrough", expected Active' },
    { path: "tracingConfig.mode", to: undefined, message: "tracingConfig.mode is missing, expected Active" },
  ],
  unknown: ["tracingConfig.mode"],
  secret: ["tracingConfig.mode"],
});
