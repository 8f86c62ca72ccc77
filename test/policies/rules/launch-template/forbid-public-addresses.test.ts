import { launchTemplateForbidPublicAddresses } from "../../../../policies/rules/launch-template/forbid-public-addresses";
import { describeRule } from "../../harness";

const type = "aws:ec2/launchTemplate:LaunchTemplate";

describeRule(launchTemplateForbidPublicAddresses, {
  good: { type, props: { networkInterfaces: [{ associatePublicIpAddress: "false" }, { deviceIndex: 1 }] } },
  alsoGood: { "a template that leaves the interfaces to the subnet": { type, props: {} } },
  broken: [
    {
      path: "networkInterfaces[0].associatePublicIpAddress",
      to: "true",
      message: 'networkInterfaces[0].associatePublicIpAddress is "true", expected false or none',
    },
    {
      path: "networkInterfaces[1].associatePublicIpAddress",
      to: true,
      message: "networkInterfaces[1].associatePublicIpAddress is true, expected false or none",
    },
  ],
  unknown: ["networkInterfaces", "networkInterfaces[0].associatePublicIpAddress"],
  secret: ["networkInterfaces[0].associatePublicIpAddress"],
});
