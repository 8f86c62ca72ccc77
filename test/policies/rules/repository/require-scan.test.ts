import { repositoryRequireScan } from "../../../../policies/rules/repository/require-scan";
import { describeRule } from "../../harness";

const type = "aws:ecr/repository:Repository";

describeRule(repositoryRequireScan, {
  good: { type, props: { imageScanningConfiguration: { scanOnPush: true } } },
  broken: [
    {
      path: "imageScanningConfiguration.scanOnPush",
      to: false,
      message: "imageScanningConfiguration.scanOnPush is false, expected true",
    },
    {
      path: "imageScanningConfiguration.scanOnPush",
      to: undefined,
      message: "imageScanningConfiguration.scanOnPush is missing, expected true",
    },
  ],
  unknown: ["imageScanningConfiguration.scanOnPush"],
  secret: ["imageScanningConfiguration.scanOnPush"],
});
