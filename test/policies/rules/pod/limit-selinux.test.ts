import { podLimitSelinux } from "../../../../policies/rules/pod/limit-selinux";
import { describeRule, withValue } from "../../harness";
import { cronJob, POD, podAlone, podsOf } from "../../pods";

const good = { ...POD, securityContext: { seLinuxOptions: { type: "container_t" } } };
const bad = withValue(good, "securityContext.seLinuxOptions.type", "spc_t");
const pathed = (path: string) =>
  `${path}.securityContext.seLinuxOptions.type is "spc_t", expected a type of containers, or none`;

describeRule(podLimitSelinux, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.securityContext.seLinuxOptions.type",
      to: "spc_t",
      message:
        'spec.template.spec.securityContext.seLinuxOptions.type is "spc_t", expected a type of containers, or none',
    },
    {
      path: "spec.template.spec.securityContext.seLinuxOptions.user",
      to: "system_u",
      message: 'spec.template.spec.securityContext.seLinuxOptions.user is "system_u", expected none',
    },
    {
      path: "spec.template.spec.securityContext.seLinuxOptions.role",
      to: "system_r",
      message: 'spec.template.spec.securityContext.seLinuxOptions.role is "system_r", expected none',
    },
  ],
  alsoBroken: {
    ...Object.fromEntries(
      Object.entries(podsOf(bad)).map(([what, sent]) => [what, { ...sent, message: pathed("spec.template.spec") }]),
    ),
    "a CronJob": { ...cronJob(bad), message: pathed("spec.jobTemplate.spec.template.spec") },
    "a Pod": { ...podAlone(bad), message: pathed("spec") },
  },
  unknown: ["spec.template.spec.securityContext", "spec.template.spec.securityContext.seLinuxOptions.type"],
  secret: ["spec.template.spec.securityContext.seLinuxOptions.type"],
});
