import { distributionRequireLogs } from "../../../../policies/rules/distribution/require-logs";
import { describeCompanion } from "../../relations";

describeCompanion(distributionRequireLogs, {
  owner: {
    type: "aws:cloudfront/distribution:Distribution",
    name: "owner",
    props: { arn: "arn:aws:cloudfront::1:distribution/E1" },
  },
  companion: { type: "aws:cloudwatch/logDeliverySource:LogDeliverySource", props: {} },
  by: "resourceArn",
  named: "arn:aws:cloudfront::1:distribution/E1",
  message: "a log is missing, expected aws:cloudwatch/logDeliverySource:LogDeliverySource with it as resourceArn",
  alsoGood: {
    "the older kind of log": [
      {
        type: "aws:cloudfront/distribution:Distribution",
        props: { loggingConfig: { bucket: "logs.s3.amazonaws.com" } },
      },
    ],
  },
});
