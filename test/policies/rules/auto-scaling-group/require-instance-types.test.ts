import { autoScalingGroupRequireInstanceTypes } from "../../../../policies/rules/auto-scaling-group/require-instance-types";
import { describeRule } from "../../harness";

const type = "aws:autoscaling/group:Group";

describeRule(autoScalingGroupRequireInstanceTypes, {
  good: {
    type,
    props: {
      mixedInstancesPolicy: {
        launchTemplate: { overrides: [{ instanceType: "m7g.large" }, { instanceType: "m6g.large" }] },
      },
    },
  },
  alsoGood: {
    "requirements in place of types": {
      type,
      props: { mixedInstancesPolicy: { launchTemplate: { overrides: [{ instanceRequirements: {} }] } } },
    },
  },
  broken: [
    {
      path: "mixedInstancesPolicy.launchTemplate.overrides",
      to: [{ instanceType: "m7g.large" }],
      message:
        'mixedInstancesPolicy.launchTemplate.overrides is [{"instanceType":"m7g.large"}], expected two types at least, or instanceRequirements',
    },
    {
      path: "mixedInstancesPolicy",
      to: undefined,
      message:
        "mixedInstancesPolicy.launchTemplate.overrides is missing, expected two types at least, or instanceRequirements",
    },
  ],
  unknown: ["mixedInstancesPolicy", "mixedInstancesPolicy.launchTemplate.overrides"],
  secret: ["mixedInstancesPolicy.launchTemplate.overrides"],
});
