import { podForbidHostNamespaces } from "../../../../policies/rules/pod/forbid-host-namespaces";
import { describeRule, withValue } from "../../harness";
import { cronJob, POD, podAlone, podsOf } from "../../pods";

const good = { ...POD, hostNetwork: false, hostPID: false };
const bad = withValue(good, "hostNetwork", true);
const pathed = (path: string) => `${path}.hostNetwork is true, expected false or none`;

describeRule(podForbidHostNamespaces, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.hostNetwork",
      to: true,
      message: "spec.template.spec.hostNetwork is true, expected false or none",
    },
    {
      path: "spec.template.spec.hostPID",
      to: true,
      message: "spec.template.spec.hostPID is true, expected false or none",
    },
    {
      path: "spec.template.spec.hostIPC",
      to: true,
      message: "spec.template.spec.hostIPC is true, expected false or none",
    },
  ],
  alsoBroken: {
    ...Object.fromEntries(
      Object.entries(podsOf(bad)).map(([what, sent]) => [what, { ...sent, message: pathed("spec.template.spec") }]),
    ),
    "a CronJob": { ...cronJob(bad), message: pathed("spec.jobTemplate.spec.template.spec") },
    "a Pod": { ...podAlone(bad), message: pathed("spec") },
  },
  unknown: ["spec.template.spec.hostNetwork", "spec.template.spec.hostPID", "spec.template.spec.hostIPC"],
  secret: ["spec.template.spec.hostNetwork"],
});
