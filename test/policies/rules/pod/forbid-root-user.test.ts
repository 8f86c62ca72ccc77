import { podForbidRootUser } from "../../../../policies/rules/pod/forbid-root-user";
import { describeRule, withValue } from "../../harness";
import { cronJob, POD, podAlone, podsOf } from "../../pods";

const good = { ...POD, securityContext: { runAsUser: 65532 } };
const bad = withValue(good, "securityContext.runAsUser", 0);
const pathed = (path: string) => `${path}.securityContext.runAsUser is 0, expected another user`;

describeRule(podForbidRootUser, {
  good: { type: "kubernetes:apps/v1:Deployment", props: { spec: { template: { spec: good } } } },
  alsoGood: { ...podsOf(good), "a CronJob": cronJob(good), "a Pod": podAlone(good) },
  broken: [
    {
      path: "spec.template.spec.securityContext.runAsUser",
      to: 0,
      message: "spec.template.spec.securityContext.runAsUser is 0, expected another user",
    },
    {
      path: "spec.template.spec.containers[0].securityContext.runAsUser",
      to: 0,
      message: "spec.template.spec.containers[0].securityContext.runAsUser is 0, expected another user",
    },
  ],
  alsoBroken: {
    ...Object.fromEntries(
      Object.entries(podsOf(bad)).map(([what, sent]) => [what, { ...sent, message: pathed("spec.template.spec") }]),
    ),
    "a CronJob": { ...cronJob(bad), message: pathed("spec.jobTemplate.spec.template.spec") },
    "a Pod": { ...podAlone(bad), message: pathed("spec") },
  },
  unknown: ["spec.template.spec.securityContext", "spec.template.spec.securityContext.runAsUser"],
  secret: ["spec.template.spec.securityContext.runAsUser"],
});
