import { podForbidPrivileged } from "../../../../policies/rules/pod/forbid-privileged";
import { describeRule, withValue } from "../../harness";
import { cronJob, POD, podAlone, podsOf } from "../../pods";

const good = POD;
const bad = withValue(good, "containers[0].securityContext.privileged", true);
const pathed = (path: string) => `${path}.containers[0].securityContext.privileged is true, expected false or none`;

describeRule(podForbidPrivileged, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.containers[0].securityContext.privileged",
      to: true,
      message: "spec.template.spec.containers[0].securityContext.privileged is true, expected false or none",
    },
    {
      path: "spec.template.spec.initContainers",
      to: [{ securityContext: { privileged: true } }],
      message: "spec.template.spec.initContainers[0].securityContext.privileged is true, expected false or none",
    },
    {
      path: "spec.template.spec.ephemeralContainers",
      to: [{ securityContext: { privileged: true } }],
      message: "spec.template.spec.ephemeralContainers[0].securityContext.privileged is true, expected false or none",
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
    "spec.template.spec.initContainers",
    "spec.template.spec.containers[0].securityContext.privileged",
  ],
  secret: ["spec.template.spec.containers[0].securityContext.privileged"],
});
