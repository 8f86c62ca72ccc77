import type { ClusterArgs } from "@pulumi/aws/msk";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isOneOf } from "../../core/settings";

/** Kafka brokers have no address on the internet. */
export const brokerForbidPublicAccess: ResourceValidationPolicy = {
  name: "broker-forbid-public-access",
  description: "Kafka brokers have no public address.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: awsBestPractice("MSK.4", "MSK clusters should have public access disabled"),
  tags: ["network"],
  remediationSteps: "Remove brokerNodeGroupInfo.connectivityInfo.publicAccess, or set its type to DISABLED.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html",
  ...mendableSettings<ClusterArgs>("aws:msk/cluster:Cluster", [
    {
      property: "brokerNodeGroupInfo.connectivityInfo.publicAccess.type",
      read: ({ brokerNodeGroupInfo: { connectivityInfo } }) => connectivityInfo?.publicAccess?.type ?? "DISABLED",
      check: isOneOf("DISABLED"),
      mend: "DISABLED",
    },
  ]),
};
