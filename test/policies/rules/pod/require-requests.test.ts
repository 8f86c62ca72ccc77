import { podRequireRequests } from "../../../../policies/rules/pod/require-requests";
import { describeRule, withValue } from "../../harness";
import { cronJob, podAlone, podsOf } from "../../pods";

const good = { containers: [{ resources: { requests: { cpu: "100m", memory: "128Mi" } } }] };
const bad = withValue(good, "containers[0].resources.requests.cpu", undefined);
const pathed = (path: string) => `${path}.containers[0].resources.requests.cpu is missing, expected a quantity`;

describeRule(podRequireRequests, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.containers[0].resources.requests.cpu",
      to: undefined,
      message: "spec.template.spec.containers[0].resources.requests.cpu is missing, expected a quantity",
    },
    {
      path: "spec.template.spec.containers[0].resources.requests.memory",
      to: "",
      message: 'spec.template.spec.containers[0].resources.requests.memory is "", expected a quantity',
    },
  ],
  alsoBroken: {
    ...Object.fromEntries(
      Object.entries(podsOf(bad)).map(([what, sent]) => [what, { ...sent, message: pathed("spec.template.spec") }]),
    ),
    "a CronJob": { ...cronJob(bad), message: pathed("spec.jobTemplate.spec.template.spec") },
    "a Pod": { ...podAlone(bad), message: pathed("spec") },
  },
  unknown: ["spec.template.spec.containers"],
  secret: ["spec.template.spec.containers[0].resources.requests.cpu"],
});
