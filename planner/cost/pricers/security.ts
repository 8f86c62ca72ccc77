import { fixed, used } from "../charge";
import type { Pricer } from "../pricer";

export const key: Pricer = {
  type: "aws:kms/key:Key",
  usage: { monthlyRequests: "requests to the key" },
  charges(key) {
    const spec = key.text("customerMasterKeySpec", "SYMMETRIC_DEFAULT");
    const kind = spec === "SYMMETRIC_DEFAULT" || spec === "RSA_2048" ? "" : "asymmetric-";
    return [fixed("key", "kms:key", 1), used("requests", `kms:${kind}request`, key.use("monthlyRequests"))];
  },
};

export const replicaKey: Pricer = {
  ...key,
  type: "aws:kms/replicaKey:ReplicaKey",
};

export const secret: Pricer = {
  type: "aws:secretsmanager/secret:Secret",
  usage: { monthlyRequests: "reads of it" },
  charges(secret) {
    const copies = 1 + secret.list("replicas").length;
    return [
      fixed(copies === 1 ? "secret" : `secret in ${copies} regions`, "secrets-manager:secret", copies),
      used("requests", "secrets-manager:request", secret.use("monthlyRequests")),
    ];
  },
};

export const webAcl: Pricer = {
  type: "aws:wafv2/webAcl:WebAcl",
  usage: { monthlyRequests: "requests looked at" },
  charges: (acl) => [
    fixed("access control list", "waf:web-acl", 1),
    fixed("rules", "waf:rule", acl.list("rules").length),
    used("requests", "waf:request", acl.use("monthlyRequests")),
  ],
};

export const trail: Pricer = {
  type: "aws:cloudtrail/trail:Trail",
  usage: {
    additionalManagementEvents: "management events that an earlier trail of the region has recorded already",
    dataEvents: "data events",
  },
  charges: (trail) => [
    used("further copies of management events", "cloudtrail:management-event", trail.use("additionalManagementEvents")),
    ...(trail.has("eventSelectors") || trail.has("advancedEventSelectors")
      ? [used("data events", "cloudtrail:data-event", trail.use("dataEvents"))]
      : []),
  ],
};

export const recorder: Pricer = {
  type: "aws:cfg/recorder:Recorder",
  usage: { configurationItems: "changes recorded" },
  charges: (recorder) => [used("configuration items", "config:item", recorder.use("configurationItems"))],
};

export const detector: Pricer = {
  type: "aws:guardduty/detector:Detector",
  usage: { cloudtrailEvents: "management events looked at", flowLogGb: "GB of flow and DNS logs looked at" },
  charges: (detector) => [
    used("management events", "guardduty:cloudtrail-event", detector.use("cloudtrailEvents")),
    used("flow and DNS logs", "guardduty:flow-log-gb", detector.use("flowLogGb")),
  ],
};

export const certificateAuthority: Pricer = {
  type: "aws:acmpca/certificateAuthority:CertificateAuthority",
  usage: {},
  charges: () => [fixed("certificate authority", "acm-pca:authority", 1)],
};

export const accessAnalyzer: Pricer = {
  type: "aws:accessanalyzer/analyzer:Analyzer",
  usage: { identities: "roles and users looked at, of an analyzer of unused access" },
  charges: (analyzer) =>
    analyzer.text("type", "ACCOUNT").endsWith("UNUSED_ACCESS")
      ? [used("identities", "access-analyzer:identity", analyzer.use("identities"))]
      : [],
};
