import { podLimitVolumeTypes } from "../../../../policies/rules/pod/limit-volume-types";
import { describeRule, withValue } from "../../harness";
import { cronJob, POD, podAlone, podsOf } from "../../pods";

const good = { ...POD, volumes: [{ name: "tmp", emptyDir: {} }] };
const bad = withValue(good, "volumes", [{ name: "share", nfs: { server: "nas" } }]);
const pathed = (path: string) =>
  `${path}.volumes has "nfs" of "share", expected configMap, csi, downwardAPI, emptyDir, ephemeral, persistentVolumeClaim, projected or secret`;

describeRule(podLimitVolumeTypes, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.volumes",
      to: [{ name: "share", nfs: { server: "nas" } }],
      message:
        'spec.template.spec.volumes has "nfs" of "share", expected configMap, csi, downwardAPI, emptyDir, ephemeral, persistentVolumeClaim, projected or secret',
    },
  ],
  alsoBroken: {
    ...Object.fromEntries(
      Object.entries(podsOf(bad)).map(([what, sent]) => [what, { ...sent, message: pathed("spec.template.spec") }]),
    ),
    "a CronJob": { ...cronJob(bad), message: pathed("spec.jobTemplate.spec.template.spec") },
    "a Pod": { ...podAlone(bad), message: pathed("spec") },
  },
  unknown: ["spec.template.spec.volumes"],
  secret: ["spec.template.spec.volumes"],
});
