import { functionRequireZones } from "../../../../policies/rules/function/require-zones";
import { describeRule } from "../../harness";

const type = "aws:lambda/function:Function";

describeRule(functionRequireZones, {
  good: { type, props: { vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] } } },
  alsoGood: { "a function outside": { type, props: {} } },
  broken: [
    {
      path: "vpcConfig.subnetIds",
      to: ["subnet-1"],
      message: 'vpcConfig.subnetIds is ["subnet-1"], expected two at least',
    },
  ],
  unknown: ["vpcConfig", "vpcConfig.subnetIds"],
  secret: ["vpcConfig.subnetIds"],
});
