import { podForbidUnmaskedProc } from "../../../../policies/rules/pod/forbid-unmasked-proc";
import { describeRule, withValue } from "../../harness";
import { cronJob, POD, podAlone, podsOf } from "../../pods";

const good = POD;
const bad = withValue(good, "containers[0].securityContext.procMount", "Unmasked");
const pathed = (path: string) =>
  `${path}.containers[0].securityContext.procMount is "Unmasked", expected Default or none`;

describeRule(podForbidUnmaskedProc, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.containers[0].securityContext.procMount",
      to: "Unmasked",
      message: 'spec.template.spec.containers[0].securityContext.procMount is "Unmasked", expected Default or none',
    },
  ],
  alsoBroken: {
    ...Object.fromEntries(
      Object.entries(podsOf(bad)).map(([what, sent]) => [what, { ...sent, message: pathed("spec.template.spec") }]),
    ),
    "a CronJob": { ...cronJob(bad), message: pathed("spec.jobTemplate.spec.template.spec") },
    "a Pod": { ...podAlone(bad), message: pathed("spec") },
  },
  unknown: ["spec.template.spec.containers", "spec.template.spec.containers[0].securityContext"],
  secret: ["spec.template.spec.containers[0].securityContext"],
});
