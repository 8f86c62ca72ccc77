import { distributionRequireNamedHosts } from "../../../../policies/rules/distribution/require-named-hosts";
import { describeRule } from "../../harness";

const type = "aws:cloudfront/distribution:Distribution";

describeRule(distributionRequireNamedHosts, {
  good: { type, props: { viewerCertificate: { sslSupportMethod: "sni-only" } } },
  broken: [
    {
      path: "viewerCertificate.sslSupportMethod",
      to: "vip",
      message: 'viewerCertificate.sslSupportMethod is "vip", expected sni-only',
    },
  ],
  unknown: ["viewerCertificate.sslSupportMethod"],
  secret: ["viewerCertificate.sslSupportMethod"],
});
