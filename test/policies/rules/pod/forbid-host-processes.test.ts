import { podForbidHostProcesses } from "../../../../policies/rules/pod/forbid-host-processes";
import { describeRule, withValue } from "../../harness";
import { cronJob, POD, podAlone, podsOf } from "../../pods";

const good = { ...POD, securityContext: { windowsOptions: { hostProcess: false } } };
const bad = withValue(good, "securityContext.windowsOptions.hostProcess", true);
const pathed = (path: string) => `${path}.securityContext.windowsOptions.hostProcess is true, expected false or none`;

describeRule(podForbidHostProcesses, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.securityContext.windowsOptions.hostProcess",
      to: true,
      message: "spec.template.spec.securityContext.windowsOptions.hostProcess is true, expected false or none",
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
    "spec.template.spec.securityContext",
    "spec.template.spec.containers",
    "spec.template.spec.containers[0].securityContext",
  ],
  secret: ["spec.template.spec.securityContext.windowsOptions.hostProcess"],
});
