import { distributionRequireTls } from "../../../../policies/rules/distribution/require-tls";
import { describeRule } from "../../harness";

const type = "aws:cloudfront/distribution:Distribution";

describeRule(distributionRequireTls, {
  good: { type, props: { defaultCacheBehavior: { viewerProtocolPolicy: "redirect-to-https" } } },
  broken: [
    {
      path: "defaultCacheBehavior.viewerProtocolPolicy",
      to: "allow-all",
      message: 'defaultCacheBehavior.viewerProtocolPolicy is "allow-all", expected https-only or redirect-to-https',
    },
  ],
  unknown: ["defaultCacheBehavior.viewerProtocolPolicy"],
  secret: ["defaultCacheBehavior.viewerProtocolPolicy"],
});
