import { subnetForbidPublicAddresses } from "../../../../policies/rules/subnet/forbid-public-addresses";
import { describeRule } from "../../harness";

const type = "aws:ec2/subnet:Subnet";

describeRule(subnetForbidPublicAddresses, {
  good: { type, props: { mapPublicIpOnLaunch: false } },
  broken: [{ path: "mapPublicIpOnLaunch", to: true, message: "mapPublicIpOnLaunch is true, expected false or none" }],
  unknown: ["mapPublicIpOnLaunch"],
  secret: ["mapPublicIpOnLaunch"],
});
