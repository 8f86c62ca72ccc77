import { functionForbidRetiredRuntime } from "../../../../policies/rules/function/forbid-retired-runtime";
import { describeRule } from "../../harness";

const type = "aws:lambda/function:Function";

describeRule(functionForbidRetiredRuntime, {
  good: { type, props: { runtime: "nodejs24.x" } },
  alsoGood: { "a container image": { type, props: { packageType: "Image" } } },
  broken: [
    { path: "runtime", to: "nodejs18.x", message: 'runtime is "nodejs18.x", expected a runtime that Lambda supports' },
    { path: "runtime", to: "python3.8", message: 'runtime is "python3.8", expected a runtime that Lambda supports' },
  ],
  unknown: ["runtime"],
  secret: ["runtime"],
});
