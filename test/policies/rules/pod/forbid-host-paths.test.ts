import { podForbidHostPaths } from "../../../../policies/rules/pod/forbid-host-paths";
import { describeRule, withValue } from "../../harness";
import { cronJob, POD, podAlone, podsOf } from "../../pods";

const good = { ...POD, volumes: [{ name: "tmp", emptyDir: {} }] };
const bad = withValue(good, "volumes[0].hostPath", { path: "/" });
const pathed = (path: string) => `${path}.volumes[0].hostPath is {"path":"/"}, expected none`;

describeRule(podForbidHostPaths, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.volumes[0].hostPath",
      to: { path: "/" },
      message: 'spec.template.spec.volumes[0].hostPath is {"path":"/"}, expected none',
    },
  ],
  alsoBroken: {
    ...Object.fromEntries(
      Object.entries(podsOf(bad)).map(([what, sent]) => [what, { ...sent, message: pathed("spec.template.spec") }]),
    ),
    "a CronJob": { ...cronJob(bad), message: pathed("spec.jobTemplate.spec.template.spec") },
    "a Pod": { ...podAlone(bad), message: pathed("spec") },
  },
  unknown: ["spec.template.spec.volumes", "spec.template.spec.volumes[0].hostPath"],
  secret: ["spec.template.spec.volumes"],
});
