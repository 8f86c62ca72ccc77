import { launchTemplateLimitMetadataHops } from "../../../../policies/rules/launch-template/limit-metadata-hops";
import { describeRule } from "../../harness";

const type = "aws:ec2/launchTemplate:LaunchTemplate";

describeRule(launchTemplateLimitMetadataHops, {
  good: { type, props: { metadataOptions: { httpPutResponseHopLimit: 1 } } },
  broken: [
    {
      path: "metadataOptions.httpPutResponseHopLimit",
      to: 2,
      message: "metadataOptions.httpPutResponseHopLimit is 2, expected at most 1",
    },
  ],
  unknown: ["metadataOptions.httpPutResponseHopLimit"],
  secret: ["metadataOptions.httpPutResponseHopLimit"],
});
