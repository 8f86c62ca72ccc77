import type { DistributionArgs } from "@pulumi/aws/cloudfront";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isGiven, isLike, requireSettings } from "../../core/settings";

/** A site shows a certificate of its own, and speaks nothing that is broken. */
export const distributionRequireCertificate: ResourceValidationPolicy = {
  name: "distribution-require-certificate",
  description: "Distributions have their own certificate and TLS 1.2.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("CloudFront.7", "CloudFront distributions should use custom SSL/TLS certificates"),
  tags: ["encryption"],
  remediationSteps:
    "Set viewerCertificate.acmCertificateArn to a certificate of us-east-1, and minimumProtocolVersion to TLSv1.2_2021 or later.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
  validateResource: requireSettings<DistributionArgs>("aws:cloudfront/distribution:Distribution", [
    {
      property: "viewerCertificate.acmCertificateArn",
      read: ({ viewerCertificate }) => viewerCertificate?.acmCertificateArn,
      check: isGiven("a certificate"),
    },
    {
      property: "viewerCertificate.minimumProtocolVersion",
      read: ({ viewerCertificate }) => viewerCertificate?.minimumProtocolVersion,
      check: isLike(/^TLSv1\.(2_202[1-9]|3_)/, "TLSv1.2_2021 or later"),
    },
  ]),
};
