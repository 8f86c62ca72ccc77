import type { ClusterArgs } from "@pulumi/aws/msk";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isNotFalse, isOneOf } from "../../core/settings";

/** Kafka brokers encrypt what travels between them and their clients. MSK does where nothing is said. */
export const brokerRequireTls: ResourceValidationPolicy = {
  name: "broker-require-tls",
  description: "Kafka brokers encrypt their connections.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("MSK.1", "MSK clusters should be encrypted in transit among broker nodes"),
  tags: ["encryption"],
  remediationSteps:
    "Set encryptionInfo.encryptionInTransit.clientBroker to TLS and inCluster to true. The latter is chosen at creation.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html",
  ...mendableSettings<ClusterArgs>("aws:msk/cluster:Cluster", [
    {
      property: "encryptionInfo.encryptionInTransit.clientBroker",
      read: ({ encryptionInfo }) => encryptionInfo?.encryptionInTransit?.clientBroker ?? "TLS",
      check: isOneOf("TLS"),
      mend: "TLS",
    },
    {
      property: "encryptionInfo.encryptionInTransit.inCluster",
      read: ({ encryptionInfo }) => encryptionInfo?.encryptionInTransit?.inCluster,
      check: isNotFalse,
    },
  ]),
};
