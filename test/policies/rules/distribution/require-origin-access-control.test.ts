import { distributionRequireOriginAccessControl } from "../../../../policies/rules/distribution/require-origin-access-control";
import { describeRule } from "../../harness";

const type = "aws:cloudfront/distribution:Distribution";

describeRule(distributionRequireOriginAccessControl, {
  good: {
    type,
    props: {
      origins: [
        { domainName: "site.s3.eu-west-1.amazonaws.com", originAccessControlId: "E1" },
        { domainName: "api.example.com" },
      ],
    },
  },
  broken: [
    {
      path: "origins[0].originAccessControlId",
      to: undefined,
      message: "origins[0].originAccessControlId is missing, expected an origin access control",
    },
  ],
  unknown: ["origins", "origins[0].domainName"],
  created: ["origins[0].originAccessControlId"],
  secret: ["origins[0].originAccessControlId"],
});
