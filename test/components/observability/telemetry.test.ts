import {
  planTelemetry,
  Telemetry,
  TELEMETRY_DEFAULTS,
  telemetryRefusals,
  type TelemetryArgs,
} from "../../../components/observability";
import { OBSERVABILITY_ADDON } from "../../../facts/eks-addons";
import { LOG_RETENTION_BOUNDS, type LogRetentionBounds } from "../../../facts/log-retention";
import { PROMETHEUS_REGIONS } from "../../../facts/prometheus-regions";
import { identities, inputsOf, planInFrankfurt, refusalOf, resourceNamed, TAGS } from "../core/fixtures";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/a1b2";
const NAME = "prod-eu-central-1";

const traces: TelemetryArgs = { namePrefix: NAME, region: "eu-central-1", keyArn: KEY, tags: TAGS };
const valid: TelemetryArgs = { ...traces, clusterName: NAME };

function refused(args: Partial<TelemetryArgs>): string {
  return refusalOf("telemetry", { ...valid, ...args }, telemetryRefusals);
}

function trustOf(clusterName: string, namespace: string, serviceAccount: string): object {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:RequestTag/eks-cluster-name": clusterName,
            "aws:RequestTag/kubernetes-namespace": namespace,
            "aws:RequestTag/kubernetes-service-account": serviceAccount,
          },
        },
      },
    ],
  };
}

describe("planTelemetry", () => {
  it("plans the rule of traces alone where there is no cluster (defaults)", () => {
    expect(TELEMETRY_DEFAULTS).toEqual({
      prometheus: { namespace: "metrics", serviceAccount: "prometheus-server" },
      sampling: { perSecond: 1, percent: 5 },
      logRetention: "365 days",
    });
    expect(planTelemetry(traces)).toStrictEqual({
      logDays: 365,
      sampling: {
        ruleName: NAME,
        priority: 9_000,
        reservoirSize: 1,
        fixedRate: 0.05,
        serviceName: "*",
        serviceType: "*",
        host: "*",
        httpMethod: "*",
        urlPath: "*",
        resourceArn: "*",
        version: 1,
      },
    });
  });

  it("plans what is collected of a cluster", () => {
    expect(planTelemetry(valid).cluster).toStrictEqual({
      clusterName: NAME,
      logGroups: {
        application: "/aws/containerinsights/prod-eu-central-1/application",
        dataplane: "/aws/containerinsights/prod-eu-central-1/dataplane",
        host: "/aws/containerinsights/prod-eu-central-1/host",
      },
      addon: OBSERVABILITY_ADDON,
      settings: {
        agent: {
          config: {
            traces: {
              traces_collected: {
                xray: { bind_address: "0.0.0.0:2000", tcp_proxy: { bind_address: "0.0.0.0:2000" } },
                otlp: { grpc_endpoint: "0.0.0.0:4317", http_endpoint: "0.0.0.0:4318" },
              },
            },
          },
        },
        containerLogs: { enabled: true },
        manager: { applicationSignals: { autoMonitor: { monitorAllServices: false } } },
      },
      tracesUrl: "http://cloudwatch-agent.amazon-cloudwatch:4318",
      workspaceAlias: NAME,
      workspaceLogGroup: "/aws/vendedlogs/prometheus/prod-eu-central-1",
      prometheus: { namespace: "metrics", serviceAccount: "prometheus-server" },
    });
  });

  it("fits the name of the rule into what X-Ray takes", () => {
    const { ruleName } = planTelemetry({ ...traces, namePrefix: "production-of-the-shop-ap-southeast-1" }).sampling;

    expect(ruleName).toMatch(/^production-of-the-shop-ap-[0-9a-f]{6}$/);
  });

  it("traces as much as is said", () => {
    expect(planTelemetry({ ...traces, sampling: { percent: 100 } }).sampling).toMatchObject({
      reservoirSize: 1,
      fixedRate: 1,
    });
    expect(planTelemetry({ ...traces, sampling: { perSecond: 0, percent: 0 } }).sampling).toMatchObject({
      reservoirSize: 0,
      fixedRate: 0,
    });
  });

  it("keeps logs by default for as long as every regime allows", () => {
    const bounds: readonly LogRetentionBounds[] = Object.values(LOG_RETENTION_BOUNDS);
    const { logDays } = planTelemetry(traces);

    expect(
      bounds.filter(({ minimumDays = 0, maximumDays = Infinity }) => logDays < minimumDays || logDays > maximumDays),
    ).toEqual([]);
  });
});

it("knows where the managed Prometheus is", () => {
  expect(PROMETHEUS_REGIONS).toHaveLength(33);
  expect(["eu-central-2", "ap-south-2"].every((region) => PROMETHEUS_REGIONS.includes(region))).toBe(true);
  expect(
    ["ap-southeast-6", "cn-north-1", "eusc-de-east-1"].filter((region) => PROMETHEUS_REGIONS.includes(region)),
  ).toEqual([]);
});

describe("telemetry is refused with", () => {
  it("nothing where it is right", () => {
    expect(refused({})).toBe("not refused");
    expect(refused({ sampling: { perSecond: 0, percent: 0 } })).toBe("not refused");
  });

  const rows: readonly (readonly [string, Partial<TelemetryArgs>, string])[] = [
    [
      "a prefix that is none",
      { namePrefix: "Prod" },
      'namePrefix is "Prod", expected 1 to 100 lower-case letters, digits and dashes, starting with a letter; choose the name of the stack, such as prod-eu-central-1',
    ],
    [
      "no region",
      { region: "eu-north-9" },
      'region is "eu-north-9", expected an AWS region; name the region that the telemetry is of',
    ],
    [
      "a cluster whose name is none",
      { clusterName: "a b" },
      'clusterName is "a b", expected the name of a cluster of EKS; give the cluster\'s own name',
    ],
    [
      "a cluster in a region without the managed Prometheus",
      { region: "cn-north-1" },
      'clusterName is "cn-north-1", expected a region with Amazon Managed Service for Prometheus; leave the cluster out, and keep its metrics in a Prometheus of its own: no other region may hold them',
    ],
    [
      "half a request",
      { sampling: { perSecond: 0.5 } },
      "sampling.perSecond is 0.5, expected a whole number of requests, 0 or more; choose how many of each second are traced in any case",
    ],
    [
      "more than all requests",
      { sampling: { percent: 101 } },
      "sampling.percent is 101, expected 0 to 100; choose the share of requests that is traced; each trace is billed",
    ],
    [
      "a retention that CloudWatch Logs has not",
      { logRetention: "31 days" },
      'logRetention is "31 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose one that the regime allows',
    ],
  ];

  it.each(rows)("%s", (_what, args, message) => {
    expect(refused(args)).toBe(`telemetry: ${message}`);
  });

  it("a case for each rule", () => {
    const broken = rows.map(([, args]) => telemetryRefusals.findIndex((rule) => rule.when({ ...valid, ...args })));

    expect(broken).toEqual(telemetryRefusals.map((_rule, index) => index));
  });
});

describe("Telemetry", () => {
  it("makes the key and the rule of traces where there is no cluster", async () => {
    const plan = await planInFrankfurt(() => {
      const { metrics, logGroupNames } = new Telemetry("telemetry", traces);
      expect({ metrics, logGroupNames }).toEqual({ metrics: undefined, logGroupNames: {} });
    });

    expect(identities(plan)).toEqual([
      "aws:xray/encryptionConfig:EncryptionConfig telemetry-trace-key telemetry",
      "aws:xray/samplingRule:SamplingRule telemetry-sampling telemetry",
      "inventory:observability:Telemetry telemetry test-dev",
    ]);
    expect(inputsOf(plan, "telemetry-trace-key")).toEqual({ region: "eu-central-1", type: "KMS", keyId: KEY });
  });

  it("makes groups, the add-on, the workspace and their roles for a cluster", async () => {
    const plan = await planInFrankfurt(() => new Telemetry("telemetry", valid));

    expect(identities(plan).filter((line) => line.endsWith(" telemetry"))).toEqual([
      "aws:amp/workspace:Workspace telemetry-metrics telemetry",
      "aws:cloudwatch/logGroup:LogGroup telemetry-log-application telemetry",
      "aws:cloudwatch/logGroup:LogGroup telemetry-log-dataplane telemetry",
      "aws:cloudwatch/logGroup:LogGroup telemetry-log-host telemetry",
      "aws:cloudwatch/logGroup:LogGroup telemetry-log-metrics telemetry",
      "aws:eks/addon:Addon telemetry-addon telemetry",
      "aws:eks/podIdentityAssociation:PodIdentityAssociation telemetry-writer-identity telemetry",
      "aws:iam/role:Role telemetry-collector-role telemetry",
      "aws:iam/role:Role telemetry-writer-role telemetry",
      "aws:iam/rolePolicy:RolePolicy telemetry-collector-rights telemetry",
      "aws:iam/rolePolicy:RolePolicy telemetry-writer-rights telemetry",
      "aws:xray/encryptionConfig:EncryptionConfig telemetry-trace-key telemetry",
      "aws:xray/samplingRule:SamplingRule telemetry-sampling telemetry",
    ]);
  });

  it("installs the add-on once its groups are there, under a role of its service account", async () => {
    const plan = await planInFrankfurt(() => new Telemetry("telemetry", valid));
    const { inputs, dependencies } = resourceNamed(plan, "telemetry-addon");
    const role = resourceNamed(plan, "telemetry-collector-role");

    expect(inputs).toMatchObject({
      clusterName: NAME,
      addonName: "amazon-cloudwatch-observability",
      addonVersion: "v6.7.0-eksbuild.1",
      configurationValues: JSON.stringify(planTelemetry(valid).cluster?.settings),
      podIdentityAssociations: [{ roleArn: role.outputs["arn"], serviceAccount: "cloudwatch-agent" }],
    });
    expect(dependencies.map((urn) => urn.split("::").at(-1)).toSorted()).toEqual([
      "telemetry-collector-rights",
      "telemetry-collector-role",
      "telemetry-log-application",
      "telemetry-log-dataplane",
      "telemetry-log-host",
    ]);
    expect(JSON.parse(String(role.inputs["assumeRolePolicy"]))).toEqual(
      trustOf(NAME, "amazon-cloudwatch", "cloudwatch-agent"),
    );
  });

  it("lets the collector write into its groups and trace, but create no group", async () => {
    const plan = await planInFrankfurt(() => new Telemetry("telemetry", valid));
    const group = (kind: string) =>
      `arn:aws:logs:eu-central-1:000000000000:log-group:/aws/containerinsights/prod-eu-central-1/${kind}:*`;

    expect(JSON.parse(String(inputsOf(plan, "telemetry-collector-rights")["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "WriteLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: [group("application"), group("dataplane"), group("host")],
        },
        {
          Sid: "Trace",
          Effect: "Allow",
          Action: [
            "xray:GetSamplingRules",
            "xray:GetSamplingStatisticSummaries",
            "xray:GetSamplingTargets",
            "xray:PutTelemetryRecords",
            "xray:PutTraceSegments",
          ],
          Resource: "*",
        },
      ],
    });
  });

  it("keeps metrics under the customer key, which the cluster's Prometheus alone may write", async () => {
    const plan = await planInFrankfurt(() => {
      const { metrics } = new Telemetry("telemetry", valid);
      return { url: metrics?.remoteWriteUrl };
    });
    const workspace = resourceNamed(plan, "telemetry-metrics");
    const role = resourceNamed(plan, "telemetry-writer-role");

    expect(workspace.inputs).toMatchObject({
      alias: NAME,
      kmsKeyArn: KEY,
      loggingConfiguration: {
        logGroupArn: "arn:aws:logs:eu-central-1:000000000000:log-group:/aws/vendedlogs/prometheus/prod-eu-central-1:*",
      },
    });
    expect(workspace.options).toMatchObject({ protect: true, retainOnDelete: true });
    expect(JSON.parse(String(role.inputs["assumeRolePolicy"]))).toEqual(trustOf(NAME, "metrics", "prometheus-server"));
    expect(JSON.parse(String(inputsOf(plan, "telemetry-writer-rights")["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "WriteMetrics",
          Effect: "Allow",
          Action: "aps:RemoteWrite",
          Resource: `arn:aws:aps:eu-central-1:000000000000:workspace/${String(workspace.id)}`,
        },
        {
          Sid: "EncryptMetrics",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: KEY,
          Condition: { StringEquals: { "kms:ViaService": ["aps.eu-central-1.amazonaws.com"] } },
        },
      ],
    });
    expect(inputsOf(plan, "telemetry-writer-identity")).toMatchObject({
      clusterName: NAME,
      namespace: "metrics",
      serviceAccount: "prometheus-server",
      roleArn: role.outputs["arn"],
    });
    expect(plan.outputs).toEqual({
      url: `https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/${String(workspace.id)}/api/v1/remote_write`,
    });
  });

  it("lets everything go where it is not protected", async () => {
    const plan = await planInFrankfurt(() => new Telemetry("telemetry", { ...valid, protect: false }));

    expect(plan.resources.filter(({ options }) => options.protect === true)).toEqual([]);
  });
});
