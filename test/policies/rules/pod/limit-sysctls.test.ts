import { podLimitSysctls } from "../../../../policies/rules/pod/limit-sysctls";
import { describeRule, withValue } from "../../harness";
import { cronJob, POD, podAlone, podsOf } from "../../pods";

const good = { ...POD, securityContext: { sysctls: [{ name: "net.ipv4.tcp_keepalive_time", value: "300" }] } };
const bad = withValue(good, "securityContext.sysctls[0].name", "kernel.msgmax");
const pathed = (path: string) => `${path}.securityContext.sysctls[0].name is "kernel.msgmax", expected a safe one`;

describeRule(podLimitSysctls, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.securityContext.sysctls[0].name",
      to: "kernel.msgmax",
      message: 'spec.template.spec.securityContext.sysctls[0].name is "kernel.msgmax", expected a safe one',
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
    "spec.template.spec.securityContext.sysctls",
    "spec.template.spec.securityContext.sysctls[0].name",
  ],
  secret: ["spec.template.spec.securityContext.sysctls[0].name"],
});
