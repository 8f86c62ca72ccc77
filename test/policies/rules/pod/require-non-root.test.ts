import { podRequireNonRoot } from "../../../../policies/rules/pod/require-non-root";
import { describeRule, withValue } from "../../harness";
import { cronJob, podAlone, podsOf } from "../../pods";

const good = { containers: [{ name: "api" }], securityContext: { runAsNonRoot: true } };
const bad = withValue(good, "securityContext.runAsNonRoot", false);
const pathed = (path: string) => `${path}.containers[0].securityContext.runAsNonRoot is false, expected true`;

describeRule(podRequireNonRoot, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.securityContext.runAsNonRoot",
      to: false,
      message: "spec.template.spec.containers[0].securityContext.runAsNonRoot is false, expected true",
    },
    {
      path: "spec.template.spec.securityContext",
      to: undefined,
      message: "spec.template.spec.containers[0].securityContext.runAsNonRoot is missing, expected true",
    },
    {
      path: "spec.template.spec.containers[0].securityContext",
      to: { runAsNonRoot: false },
      message: "spec.template.spec.containers[0].securityContext.runAsNonRoot is false, expected true",
    },
  ],
  alsoBroken: {
    ...Object.fromEntries(
      Object.entries(podsOf(bad)).map(([what, sent]) => [what, { ...sent, message: pathed("spec.template.spec") }]),
    ),
    "a CronJob": { ...cronJob(bad), message: pathed("spec.jobTemplate.spec.template.spec") },
    "a Pod": { ...podAlone(bad), message: pathed("spec") },
  },
  unknown: ["spec.template.spec.containers", "spec.template.spec.securityContext.runAsNonRoot"],
  secret: ["spec.template.spec.securityContext.runAsNonRoot"],
});
