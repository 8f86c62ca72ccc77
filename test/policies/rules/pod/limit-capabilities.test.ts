import { podLimitCapabilities } from "../../../../policies/rules/pod/limit-capabilities";
import { describeRule, withValue } from "../../harness";
import { cronJob, POD, podAlone, podsOf } from "../../pods";

const good = POD;
const bad = withValue(good, "containers[0].securityContext.capabilities.drop", ["NET_RAW"]);
const pathed = (path: string) =>
  `${path}.containers[0].securityContext.capabilities.drop is ["NET_RAW"], expected ALL among them`;

describeRule(podLimitCapabilities, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.containers[0].securityContext.capabilities.drop",
      to: ["NET_RAW"],
      message:
        'spec.template.spec.containers[0].securityContext.capabilities.drop is ["NET_RAW"], expected ALL among them',
    },
    {
      path: "spec.template.spec.containers[0].securityContext",
      to: undefined,
      message: "spec.template.spec.containers[0].securityContext.capabilities.drop is missing, expected ALL among them",
    },
    {
      path: "spec.template.spec.containers[0].securityContext.capabilities.add",
      to: ["NET_BIND_SERVICE", "SYS_ADMIN"],
      message:
        'spec.template.spec.containers[0].securityContext.capabilities.add is ["NET_BIND_SERVICE","SYS_ADMIN"], expected NET_BIND_SERVICE at most',
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
    "spec.template.spec.containers[0].securityContext",
    "spec.template.spec.containers[0].securityContext.capabilities.drop",
  ],
  secret: ["spec.template.spec.containers[0].securityContext.capabilities.drop"],
});
