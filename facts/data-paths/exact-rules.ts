import type { InputRule } from "./rule";

/** Single inputs that patterns over names would take for something else. */
export const EXACT_RULES = [
  {
    id: "replica-region",
    verdict: "path",
    kind: "replica",
    names: "region",
    owner: /^keyspaces\.KeyspaceReplicationSpecification$/,
    property: /^regionLists$/,
    reason: "a replica, a witness or a peer lies in the region named",
  },
  {
    id: "canned-acl",
    verdict: "path",
    kind: "share",
    names: "document",
    property: /^(acl|cannedAcl|objectAcl|cannedAclForObjects)$/,
    reason: "a canned list lets everybody in",
  },
  {
    id: "enrichment",
    verdict: "path",
    kind: "target",
    names: "resource",
    owner: /^(pipes\.Pipe|elastictranscoder\.PipelineNotifications|mailmanager\.RuleSetRuleActionArchive)$/,
    property: /^(enrichment|completed|error|progressing|warning|targetArchive)$/,
    reason: "events, records or calls are handed to it",
  },
  {
    id: "streaming-endpoint",
    verdict: "path",
    kind: "egress",
    names: "address",
    owner: /^(medialive\.ChannelEncoderSettings|bedrock\.AgentcoreHarness)/,
    property: /^(baseUrl\w*|apiBase)$/,
    reason: "data can leave AWS for the address named",
  },
  {
    id: "network-connector",
    verdict: "path",
    kind: "network",
    names: "resource",
    owner: /^lambda(microvms)?\.Micro|^lambdamicrovms\./,
    property: /^(egress|ingress)NetworkConnectors$/,
    reason: "joins two networks",
  },
  {
    id: "bucket",
    verdict: "path",
    kind: "destination",
    names: "resource",
    owner: /^(sagemaker|dms)\./,
    property: /^(s3FailurePath|s3BucketPath)$/,
    reason: "objects are written to or read from it",
  },
  {
    id: "code",
    verdict: "control",
    owner:
      /^(lambda\.(Function|LayerVersion)|mskconnect\.CustomPlugin\w*|synthetics\.Canary|elasticbeanstalk\.ApplicationVersion|kinesisanalyticsv2\.\w*S3ContentLocation)$/,
    property: /^(s3Bucket|bucket|bucketArn)$/,
    reason: "program, model or image that is fetched: it comes in, and no data go out by it",
  },
  {
    id: "identity",
    verdict: "control",
    owner: /^(eks|sns\.PlatformApplication|quicksight|datazone|verifiedpermissions|ssoadmin|identitystore)/,
    property: /^(principal|platformPrincipal|arn)$/,
    reason: "whose rights are used: it holds no data, and whom it trusts is judged at the role",
  },
  {
    id: "selection",
    verdict: "control",
    owner:
      /^(grafana\.Workspace|glue\.Job|ssmincidents\.ResponsePlan|s3\.BucketMetricFilter|s3control\.MultiRegionAccessPointRoutes|sagemaker\.(MonitoringSchedule|DataQualityJobDefinition)\w*AppSpecification)$/,
    property: /^(notificationDestinations|connections|engagements|accessPoint|mrap|recordPreprocessorSourceUri)$/,
    reason: "what of the resource is meant, not where it goes",
  },
] as const satisfies readonly InputRule[];
