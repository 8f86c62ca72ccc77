import type { DomainArgs } from "@pulumi/aws/opensearch";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isTrue, requireSettings } from "../../core/settings";

/** A search domain is encrypted, at rest and between its nodes. */
export const searchDomainRequireEncryption: ResourceValidationPolicy = {
  name: "search-domain-require-encryption",
  description: "Search domains are encrypted at rest and between nodes.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("Opensearch.1", "OpenSearch domains should have encryption at rest enabled"),
  tags: ["encryption"],
  remediationSteps: "Set encryptAtRest.enabled and nodeToNodeEncryption.enabled to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html",
  validateResource: requireSettings<DomainArgs>("aws:opensearch/domain:Domain", [
    { property: "encryptAtRest.enabled", read: ({ encryptAtRest }) => encryptAtRest?.enabled, check: isTrue },
    {
      property: "nodeToNodeEncryption.enabled",
      read: ({ nodeToNodeEncryption }) => nodeToNodeEncryption?.enabled,
      check: isTrue,
    },
  ]),
};
