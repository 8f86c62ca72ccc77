import { podRequireSeccomp } from "../../../../policies/rules/pod/require-seccomp";
import { describeRule, withValue } from "../../harness";
import { cronJob, POD, podAlone, podsOf } from "../../pods";

const good = POD;
const bad = withValue(good, "securityContext.seccompProfile.type", "Unconfined");
const pathed = (path: string) =>
  `${path}.containers[0].securityContext.seccompProfile.type is "Unconfined", expected RuntimeDefault or Localhost`;

describeRule(podRequireSeccomp, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.securityContext.seccompProfile.type",
      to: "Unconfined",
      message:
        'spec.template.spec.containers[0].securityContext.seccompProfile.type is "Unconfined", expected RuntimeDefault or Localhost',
    },
    {
      path: "spec.template.spec.securityContext",
      to: undefined,
      message:
        "spec.template.spec.containers[0].securityContext.seccompProfile.type is missing, expected RuntimeDefault or Localhost",
    },
    {
      path: "spec.template.spec.containers[0].securityContext.seccompProfile",
      to: { type: "Unconfined" },
      message:
        'spec.template.spec.containers[0].securityContext.seccompProfile.type is "Unconfined", expected RuntimeDefault or Localhost',
    },
  ],
  alsoBroken: {
    ...Object.fromEntries(
      Object.entries(podsOf(bad)).map(([what, sent]) => [what, { ...sent, message: pathed("spec.template.spec") }]),
    ),
    "a CronJob": { ...cronJob(bad), message: pathed("spec.jobTemplate.spec.template.spec") },
    "a Pod": { ...podAlone(bad), message: pathed("spec") },
  },
  unknown: ["spec.template.spec.containers", "spec.template.spec.securityContext.seccompProfile.type"],
  secret: ["spec.template.spec.securityContext.seccompProfile.type"],
});
