import { launchTemplateRequireVolumeEncryption } from "../../../../policies/rules/launch-template/require-volume-encryption";
import { describeRule } from "../../harness";

const type = "aws:ec2/launchTemplate:LaunchTemplate";

describeRule(launchTemplateRequireVolumeEncryption, {
  good: { type, props: { blockDeviceMappings: [{ ebs: { encrypted: "true" } }, { virtualName: "ephemeral0" }] } },
  broken: [
    {
      path: "blockDeviceMappings[0].ebs.encrypted",
      to: "false",
      message: 'blockDeviceMappings[0].ebs.encrypted is "false", expected true',
    },
    {
      path: "blockDeviceMappings[0].ebs.encrypted",
      to: undefined,
      message: "blockDeviceMappings[0].ebs.encrypted is missing, expected true",
    },
  ],
  unknown: ["blockDeviceMappings", "blockDeviceMappings[0].ebs.encrypted"],
  secret: ["blockDeviceMappings[0].ebs.encrypted"],
});
