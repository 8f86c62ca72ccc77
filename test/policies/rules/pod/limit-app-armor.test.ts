import { podLimitAppArmor } from "../../../../policies/rules/pod/limit-app-armor";
import { describeRule, withValue } from "../../harness";
import { cronJob, POD, podAlone, podsOf } from "../../pods";

const good = { ...POD, securityContext: { appArmorProfile: { type: "RuntimeDefault" } } };
const bad = withValue(good, "securityContext.appArmorProfile.type", "Unconfined");
const pathed = (path: string) =>
  `${path}.securityContext.appArmorProfile.type is "Unconfined", expected RuntimeDefault, Localhost or none`;

describeRule(podLimitAppArmor, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.securityContext.appArmorProfile.type",
      to: "Unconfined",
      message:
        'spec.template.spec.securityContext.appArmorProfile.type is "Unconfined", expected RuntimeDefault, Localhost or none',
    },
    {
      path: "spec.template.spec.containers[0].securityContext.appArmorProfile",
      to: { type: "Unconfined" },
      message:
        'spec.template.spec.containers[0].securityContext.appArmorProfile.type is "Unconfined", expected RuntimeDefault, Localhost or none',
    },
  ],
  alsoBroken: {
    ...Object.fromEntries(
      Object.entries(podsOf(bad)).map(([what, sent]) => [what, { ...sent, message: pathed("spec.template.spec") }]),
    ),
    "a CronJob": { ...cronJob(bad), message: pathed("spec.jobTemplate.spec.template.spec") },
    "a Pod": { ...podAlone(bad), message: pathed("spec") },
  },
  unknown: ["spec.template.spec.securityContext", "spec.template.spec.securityContext.appArmorProfile.type"],
  secret: ["spec.template.spec.securityContext.appArmorProfile.type"],
});
