import { workloadRequireReadiness } from "../../../../policies/rules/workload/require-readiness";
import { describeRule } from "../../harness";

const spec = {
  initContainers: [{ name: "migrate" }],
  containers: [{ name: "api", readinessProbe: { httpGet: { path: "/ready" } } }],
};
const props = { spec: { template: { spec } } };

describeRule(workloadRequireReadiness, {
  good: { type: "kubernetes:apps/v1:Deployment", props },
  alsoGood: {
    "a job, which nobody asks": {
      type: "kubernetes:batch/v1:Job",
      props: { spec: { template: { spec: { containers: [{ name: "migrate" }] } } } },
    },
  },
  broken: [
    {
      path: "spec.template.spec.containers[0].readinessProbe",
      to: undefined,
      message: "spec.template.spec.containers[0].readinessProbe is missing, expected a probe",
    },
  ],
  alsoBroken: {
    "a StatefulSet": {
      type: "kubernetes:apps/v1:StatefulSet",
      props: { spec: { template: { spec: { containers: [{ name: "db" }] } } } },
      message: "spec.template.spec.containers[0].readinessProbe is missing, expected a probe",
    },
  },
  unknown: ["spec.template.spec.containers"],
  created: ["spec.template.spec.containers[0].readinessProbe"],
  secret: ["spec.template.spec.containers[0].readinessProbe"],
});
