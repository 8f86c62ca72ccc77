import { podForbidHostPorts } from "../../../../policies/rules/pod/forbid-host-ports";
import { describeRule, withValue } from "../../harness";
import { CONTAINER, cronJob, POD, podAlone, podsOf } from "../../pods";

const good = { ...POD, containers: [{ ...CONTAINER, ports: [{ containerPort: 8080 }] }] };
const bad = withValue(good, "containers[0].ports[0].hostPort", 8080);
const pathed = (path: string) => `${path}.containers[0].ports[0].hostPort is 8080, expected none or 0`;

describeRule(podForbidHostPorts, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.containers[0].ports[0].hostPort",
      to: 8080,
      message: "spec.template.spec.containers[0].ports[0].hostPort is 8080, expected none or 0",
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
    "spec.template.spec.containers[0].ports",
    "spec.template.spec.containers[0].ports[0].hostPort",
  ],
  secret: ["spec.template.spec.containers[0].ports"],
});
