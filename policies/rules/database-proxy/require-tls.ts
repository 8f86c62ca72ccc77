import type { ProxyArgs } from "@pulumi/aws/rds";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { mendableSettings } from "../../core/remediation";
import { isTrue } from "../../core/settings";

/** A database proxy refuses clients that do not encrypt. */
export const databaseProxyRequireTls: ResourceValidationPolicy = {
  name: "database-proxy-require-tls",
  description: "Database proxies refuse connections without TLS.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["encryption"],
  remediationSteps: "Set requireTls to true.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy.howitworks.html",
  ...mendableSettings<ProxyArgs>("aws:rds/proxy:Proxy", [
    { property: "requireTls", read: (proxy) => proxy.requireTls, check: isTrue, mend: true },
  ]),
};
