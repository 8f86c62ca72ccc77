import { taskServiceForbidPublicAddresses } from "../../../../policies/rules/task-service/forbid-public-addresses";
import { describeRule } from "../../harness";

const type = "aws:ecs/service:Service";

describeRule(taskServiceForbidPublicAddresses, {
  good: { type, props: { networkConfiguration: { assignPublicIp: false } } },
  alsoGood: { "a service without a network of its own": { type, props: {} } },
  broken: [
    {
      path: "networkConfiguration.assignPublicIp",
      to: true,
      message: "networkConfiguration.assignPublicIp is true, expected false or none",
    },
  ],
  unknown: ["networkConfiguration", "networkConfiguration.assignPublicIp"],
  secret: ["networkConfiguration.assignPublicIp"],
});
