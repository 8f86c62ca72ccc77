import { launchTemplateRequireMetadataTokens } from "../../../../policies/rules/launch-template/require-metadata-tokens";
import { describeRule } from "../../harness";

const type = "aws:ec2/launchTemplate:LaunchTemplate";

describeRule(launchTemplateRequireMetadataTokens, {
  good: { type, props: { metadataOptions: { httpTokens: "required" } } },
  broken: [
    {
      path: "metadataOptions.httpTokens",
      to: "optional",
      message: 'metadataOptions.httpTokens is "optional", expected required',
    },
    {
      path: "metadataOptions.httpTokens",
      to: undefined,
      message: "metadataOptions.httpTokens is missing, expected required",
    },
  ],
  unknown: ["metadataOptions.httpTokens"],
  secret: ["metadataOptions.httpTokens"],
});
