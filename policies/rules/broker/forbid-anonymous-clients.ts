import type { ClusterArgs } from "@pulumi/aws/msk";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isNotTrue } from "../../core/settings";

/** Kafka brokers know each client. */
export const brokerForbidAnonymousClients: ResourceValidationPolicy = {
  name: "broker-forbid-anonymous-clients",
  description: "Kafka brokers refuse clients that do not say who they are.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("MSK.6", "MSK clusters should disable unauthenticated access"),
  tags: ["identity"],
  remediationSteps: "Set clientAuthentication.unauthenticated to false, and sasl.iam to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html",
  ...mendableSettings<ClusterArgs>("aws:msk/cluster:Cluster", [
    {
      property: "clientAuthentication.unauthenticated",
      read: ({ clientAuthentication }) => clientAuthentication?.unauthenticated,
      check: isNotTrue,
      mend: false,
    },
  ]),
};
