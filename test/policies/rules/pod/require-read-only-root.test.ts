import { podRequireReadOnlyRoot } from "../../../../policies/rules/pod/require-read-only-root";
import { describeRule, withValue } from "../../harness";
import { cronJob, podAlone, podsOf } from "../../pods";

const good = { containers: [{ securityContext: { readOnlyRootFilesystem: true } }] };
const bad = withValue(good, "containers[0].securityContext.readOnlyRootFilesystem", false);
const pathed = (path: string) => `${path}.containers[0].securityContext.readOnlyRootFilesystem is false, expected true`;

describeRule(podRequireReadOnlyRoot, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem",
      to: false,
      message: "spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem is false, expected true",
    },
    {
      path: "spec.template.spec.containers[0].securityContext",
      to: undefined,
      message: "spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem is missing, expected true",
    },
  ],
  alsoBroken: {
    ...Object.fromEntries(
      Object.entries(podsOf(bad)).map(([what, sent]) => [what, { ...sent, message: pathed("spec.template.spec") }]),
    ),
    "a CronJob": { ...cronJob(bad), message: pathed("spec.jobTemplate.spec.template.spec") },
    "a Pod": { ...podAlone(bad), message: pathed("spec") },
  },
  unknown: ["spec.template.spec.containers", "spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem"],
  secret: ["spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem"],
});
