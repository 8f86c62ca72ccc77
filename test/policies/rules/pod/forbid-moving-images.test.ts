import { podForbidMovingImages } from "../../../../policies/rules/pod/forbid-moving-images";
import { describeRule, withValue } from "../../harness";
import { cronJob, podAlone, podsOf } from "../../pods";

const good = { containers: [{ image: "registry.example.com:5000/api:1.4.2" }] };
const bad = withValue(good, "containers[0].image", "api");
const pathed = (path: string) =>
  `${path}.containers[0].image is "api", expected a version other than latest, or a digest`;

describeRule(podForbidMovingImages, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.containers[0].image",
      to: "api",
      message: 'spec.template.spec.containers[0].image is "api", expected a version other than latest, or a digest',
    },
    {
      path: "spec.template.spec.containers[0].image",
      to: "registry.example.com:5000/api",
      message:
        'spec.template.spec.containers[0].image is "registry.example.com:5000/api", expected a version other than latest, or a digest',
    },
    {
      path: "spec.template.spec.containers[0].image",
      to: "api:latest",
      message:
        'spec.template.spec.containers[0].image is "api:latest", expected a version other than latest, or a digest',
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
  created: ["spec.template.spec.containers[0].image"],
  secret: ["spec.template.spec.containers[0].image"],
});
