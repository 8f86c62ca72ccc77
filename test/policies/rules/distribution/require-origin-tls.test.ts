import { distributionRequireOriginTls } from "../../../../policies/rules/distribution/require-origin-tls";
import { describeRule } from "../../harness";

const type = "aws:cloudfront/distribution:Distribution";

describeRule(distributionRequireOriginTls, {
  good: {
    type,
    props: {
      origins: [
        {
          domainName: "api.example.com",
          customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
        },
        { domainName: "site.s3.amazonaws.com" },
      ],
    },
  },
  broken: [
    {
      path: "origins[0].customOriginConfig.originProtocolPolicy",
      to: "match-viewer",
      message: 'origins[0].customOriginConfig.originProtocolPolicy is "match-viewer", expected https-only',
    },
    {
      path: "origins[0].customOriginConfig.originSslProtocols",
      to: ["TLSv1", "TLSv1.2"],
      message:
        'origins[0].customOriginConfig.originSslProtocols is ["TLSv1","TLSv1.2"], expected TLSv1.2 and nothing older',
    },
  ],
  unknown: [
    "origins",
    "origins[0].customOriginConfig.originProtocolPolicy",
    "origins[0].customOriginConfig.originSslProtocols",
  ],
  secret: ["origins[0].customOriginConfig.originProtocolPolicy"],
});
