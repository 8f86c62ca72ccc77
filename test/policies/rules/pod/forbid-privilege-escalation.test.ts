import { podForbidPrivilegeEscalation } from "../../../../policies/rules/pod/forbid-privilege-escalation";
import { describeRule, withValue } from "../../harness";
import { cronJob, POD, podAlone, podsOf } from "../../pods";

const good = POD;
const bad = withValue(good, "containers[0].securityContext.allowPrivilegeEscalation", true);
const pathed = (path: string) =>
  `${path}.containers[0].securityContext.allowPrivilegeEscalation is true, expected false`;

describeRule(podForbidPrivilegeEscalation, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation",
      to: true,
      message: "spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation is true, expected false",
    },
    {
      path: "spec.template.spec.containers[0].securityContext",
      to: undefined,
      message: "spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation is missing, expected false",
    },
  ],
  alsoBroken: {
    ...Object.fromEntries(
      Object.entries(podsOf(bad)).map(([what, sent]) => [what, { ...sent, message: pathed("spec.template.spec") }]),
    ),
    "a CronJob": { ...cronJob(bad), message: pathed("spec.jobTemplate.spec.template.spec") },
    "a Pod": { ...podAlone(bad), message: pathed("spec") },
  },
  unknown: [
    "spec.template.spec.containers",
    "spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation",
  ],
  secret: ["spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation"],
});
