import { distributionRequireCertificate } from "../../../../policies/rules/distribution/require-certificate";
import { describeRule } from "../../harness";

const type = "aws:cloudfront/distribution:Distribution";

describeRule(distributionRequireCertificate, {
  good: {
    type,
    props: {
      viewerCertificate: {
        acmCertificateArn: "arn:aws:acm:us-east-1:1:certificate/1",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
    },
  },
  broken: [
    {
      path: "viewerCertificate.acmCertificateArn",
      to: undefined,
      message: "viewerCertificate.acmCertificateArn is missing, expected a certificate",
    },
    {
      path: "viewerCertificate.minimumProtocolVersion",
      to: "TLSv1",
      message: 'viewerCertificate.minimumProtocolVersion is "TLSv1", expected TLSv1.2_2021 or later',
    },
    {
      path: "viewerCertificate.minimumProtocolVersion",
      to: "TLSv1.2_2019",
      message: 'viewerCertificate.minimumProtocolVersion is "TLSv1.2_2019", expected TLSv1.2_2021 or later',
    },
  ],
  unknown: ["viewerCertificate.minimumProtocolVersion"],
  created: ["viewerCertificate.acmCertificateArn"],
  secret: ["viewerCertificate.minimumProtocolVersion"],
});
