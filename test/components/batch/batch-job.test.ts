import * as kubernetes from "@pulumi/kubernetes";
import { BATCH_JOB_DEFAULTS, BatchJob, planBatchJob, type BatchJobArgs } from "../../../components/batch";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource } from "../../../planner/plan";
import { KEY_ARN, LABELS, REPOSITORY, REQUIRED, RIGHT, RIGHT_STATEMENT, TAGS, TOPIC_ARN } from "./fixture";

function planOf(args: BatchJobArgs): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "dev",
    config: { "aws:region": "eu-central-1" },
    program: () => {
      const provider = new kubernetes.Provider("cluster", { kubeconfig: "{}" });
      const { namespace, cronJobName, roleName, roleArn, alarmArns } = new BatchJob("reconciliation", args, {
        providers: [provider],
      });
      return { namespace, cronJobName, roleName, roleArn, alarmArns };
    },
  });
}

function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind === "custom");
}

function child(plan: Plan, role: string): PlannedResource {
  const found = children(plan).find(({ name }) => name === `reconciliation-${role}`);
  if (found === undefined) {
    throw new Error(`reconciliation-${role} is not in the plan`);
  }
  return found;
}

const SELECTOR = { "app.kubernetes.io/name": "reconciliation" };
const OBJECT_LABELS = { ...LABELS, ...SELECTOR, "inventory-platform/role": "batch" };
const DNS = {
  to: [
    {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
      podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    },
  ],
  ports: [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ],
};
const CREDENTIALS = { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ protocol: "TCP", port: 80 }] };

/** The pattern of the audit events that end a run. */
function pattern(namespace: string, end: string): string {
  const ends = [0, 1, 2].map(
    (index) =>
      `(($.requestObject.status.conditions[${index}].type = "${end}") && ($.requestObject.status.conditions[${index}].status = "True"))`,
  );
  return `{ ($.stage = "ResponseComplete") && ($.responseStatus.code = 200) && ($.objectRef.resource = "jobs") && ($.objectRef.subresource = "status") && ($.objectRef.namespace = "${namespace}") && ($.requestObject.metadata.ownerReferences[0].kind = "CronJob") && ($.requestObject.metadata.ownerReferences[0].name = "reconciliation") && (${ends.join(" || ")}) }`;
}

describe("BatchJob at defaults", () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf(REQUIRED);
  });

  it("has these defaults", () => {
    expect(BATCH_JOB_DEFAULTS).toStrictEqual({
      createNamespace: true,
      cpuBurst: 4,
      userId: 65_532,
      cpuMillicores: 1_000,
      memory: "2 GiB",
      schedule: "0 4 * * *",
      suspend: false,
      completions: 1,
      capacity: "spot",
      pool: "spot-batch",
      shutdown: "90 seconds",
      startWithin: "1 hour",
      deadline: "4 hours",
      retries: 3,
      failedShare: 0.1,
      failRunExitCodes: [78],
      failShardExitCodes: [65],
      keepFinished: "3 days",
      priority: -100,
      s3Cidr: "0.0.0.0/0",
    });
  });

  it("creates these children, all of them its own", () => {
    const component = plan.resources.find(({ type }) => type === "inventory:batch:BatchJob");
    expect(
      children(plan)
        .map(({ type, name }) => `${type} ${name}`)
        .toSorted(),
    ).toStrictEqual([
      "aws:cloudwatch/logMetricFilter:LogMetricFilter reconciliation-failed-runs",
      "aws:cloudwatch/logMetricFilter:LogMetricFilter reconciliation-missed-runs",
      "aws:cloudwatch/metricAlarm:MetricAlarm reconciliation-failed",
      "aws:cloudwatch/metricAlarm:MetricAlarm reconciliation-missed",
      "aws:eks/podIdentityAssociation:PodIdentityAssociation reconciliation-pod-identity",
      "aws:iam/role:Role reconciliation-role",
      "aws:iam/rolePolicy:RolePolicy reconciliation-role-checkpoints",
      "kubernetes:batch/v1:CronJob reconciliation-cron-job",
      "kubernetes:core/v1:Namespace reconciliation-namespace",
      "kubernetes:core/v1:ServiceAccount reconciliation-service-account",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy reconciliation-network-policy",
      "kubernetes:scheduling.k8s.io/v1:PriorityClass reconciliation-priority",
    ]);
    expect(new Set(children(plan).map(({ parent }) => parent))).toStrictEqual(new Set([component?.urn]));
  });

  it("runs at four in the night of its region, never twice at a time, and an hour late at most", () => {
    const { inputs } = child(plan, "cron-job");
    expect(inputs["metadata"]).toStrictEqual({
      name: "reconciliation",
      namespace: "reconciliation",
      labels: OBJECT_LABELS,
    });
    expect(inputs["spec"]).toMatchObject({
      schedule: "0 4 * * *",
      timeZone: "Europe/Berlin",
      suspend: false,
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 3_600,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
    });
  });

  it("retries each shard on its own, does not count lost nodes, and ends by its deadline", () => {
    expect(child(plan, "cron-job").inputs["spec"]).toHaveProperty("jobTemplate", {
      metadata: { labels: OBJECT_LABELS },
      spec: {
        completionMode: "Indexed",
        completions: 1,
        parallelism: 1,
        backoffLimitPerIndex: 3,
        maxFailedIndexes: 0,
        podFailurePolicy: {
          rules: [
            { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
            { action: "FailJob", onExitCodes: { operator: "In", values: [78] } },
            { action: "FailIndex", onExitCodes: { operator: "In", values: [65] } },
          ],
        },
        podReplacementPolicy: "Failed",
        activeDeadlineSeconds: 14_400,
        ttlSecondsAfterFinished: 259_200,
        template: expect.anything(),
      },
    });
  });

  it("runs restricted pods in the spot pool, which know their shard and where to save", () => {
    const priority = child(plan, "priority").outputs?.["metadata"];
    expect(child(plan, "cron-job").inputs["spec"]).toHaveProperty("jobTemplate.spec.template", {
      metadata: { labels: OBJECT_LABELS, annotations: {} },
      spec: {
        serviceAccountName: "reconciliation",
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 65_532,
          runAsGroup: 65_532,
          fsGroup: 65_532,
          seccompProfile: { type: "RuntimeDefault" },
        },
        restartPolicy: "Never",
        priorityClassName: Object(priority).name,
        terminationGracePeriodSeconds: 90,
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: "topology.kubernetes.io/zone",
            whenUnsatisfiable: "ScheduleAnyway",
            labelSelector: { matchLabels: SELECTOR },
            matchLabelKeys: ["batch.kubernetes.io/job-name"],
          },
        ],
        nodeSelector: { "karpenter.sh/nodepool": "spot-batch" },
        tolerations: [{ key: "inventory-platform/batch", value: "true", effect: "NoSchedule", operator: "Equal" }],
        containers: [
          {
            name: "reconciliation",
            image: `${REPOSITORY}:1.4.2`,
            env: [
              { name: "JOB_NAME", valueFrom: labelOf("job-name") },
              { name: "JOB_COMPLETION_INDEX", valueFrom: labelOf("job-completion-index") },
              { name: "JOB_COMPLETIONS", value: "1" },
              {
                name: "CHECKPOINT_URI",
                value: "s3://shop-test-checkpoints/reconciliation/$(JOB_NAME)/$(JOB_COMPLETION_INDEX)",
              },
            ],
            resources: { requests: { cpu: "1000m", memory: "2Gi" }, limits: { cpu: "4000m", memory: "2Gi" } },
            securityContext: {
              allowPrivilegeEscalation: false,
              privileged: false,
              readOnlyRootFilesystem: true,
              runAsNonRoot: true,
              capabilities: { drop: ["ALL"] },
            },
            volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
          },
        ],
        volumes: [{ name: "tmp", emptyDir: { sizeLimit: "256Mi" } }],
      },
    });
  });

  it("lets the pods act as a role that only they can assume", () => {
    expect(JSON.parse(String(child(plan, "role").inputs["assumeRolePolicy"]))).toMatchObject({
      Statement: [
        {
          Principal: { Service: "pods.eks.amazonaws.com" },
          Condition: {
            StringEquals: {
              "aws:RequestTag/eks-cluster-name": "shop-test",
              "aws:RequestTag/kubernetes-namespace": "reconciliation",
              "aws:RequestTag/kubernetes-service-account": "reconciliation",
            },
          },
        },
      ],
    });
    expect(child(plan, "pod-identity").inputs).toStrictEqual({
      region: "eu-central-1",
      clusterName: "shop-test",
      namespace: "reconciliation",
      serviceAccount: "reconciliation",
      roleArn: plan.outputs["roleArn"],
      tags: { ...TAGS, Name: "reconciliation-pod-identity" },
    });
  });

  it("lets the role do what its checkpoints take, below their prefix and nowhere else", () => {
    expect(JSON.parse(String(child(plan, "role-checkpoints").inputs["policy"]))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Checkpoints",
          Effect: "Allow",
          Action: [
            "s3:AbortMultipartUpload",
            "s3:DeleteObject",
            "s3:GetObject",
            "s3:ListMultipartUploadParts",
            "s3:PutObject",
          ],
          Resource: "arn:aws:s3:::shop-test-checkpoints/reconciliation/*",
        },
        {
          Sid: "FindCheckpoints",
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: "arn:aws:s3:::shop-test-checkpoints",
          Condition: { StringLike: { "s3:prefix": "reconciliation/*" } },
        },
        {
          Sid: "CheckpointsKey",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: KEY_ARN,
          Condition: { StringLike: { "kms:ViaService": "s3.eu-central-1.*" } },
        },
      ],
    });
  });

  it("lets nobody in, and out to names, credentials and S3 only", () => {
    expect(child(plan, "network-policy").inputs["spec"]).toStrictEqual({
      podSelector: { matchLabels: SELECTOR },
      policyTypes: ["Ingress", "Egress"],
      ingress: [],
      egress: [DNS, CREDENTIALS, { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ protocol: "TCP", port: 443 }] }],
    });
  });

  it("takes nobody's place, and is replaced where its priority changes, which cannot be updated", () => {
    const { inputs, options } = child(plan, "priority");
    expect(inputs).toMatchObject({ metadata: { labels: LABELS }, value: -100, preemptionPolicy: "Never" });
    expect(options.replaceOnChanges).toStrictEqual(["value", "preemptionPolicy"]);
  });

  it("counts the runs that failed, and rings at the first", () => {
    const metric = "shop-test/reconciliation/reconciliation/failed";
    expect(child(plan, "failed-runs").inputs).toMatchObject({
      region: "eu-central-1",
      logGroupName: "/aws/eks/shop-test/cluster",
      pattern: pattern("reconciliation", "Failed"),
      metricTransformation: { namespace: "InventoryPlatform/Batch", name: metric, value: "1", unit: "Count" },
    });
    expect(child(plan, "failed").inputs).toStrictEqual({
      region: "eu-central-1",
      alarmDescription:
        "reconciliation/reconciliation: a run failed. Runbook: https://runbooks.example.com/batch-run-failed.md",
      namespace: "InventoryPlatform/Batch",
      metricName: metric,
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treatMissingData: "notBreaching",
      actionsEnabled: true,
      alarmActions: [TOPIC_ARN],
      okActions: [TOPIC_ARN],
      tags: { ...TAGS, Name: "reconciliation-failed" },
    });
  });

  it("rings when no run has succeeded for a day, a late start, a whole run and the hour of a clock change", () => {
    expect(child(plan, "missed-runs").inputs["pattern"]).toBe(pattern("reconciliation", "Complete"));
    expect(child(plan, "missed").inputs).toMatchObject({
      alarmDescription:
        "reconciliation/reconciliation: no run has succeeded for 30 hours. Runbook: https://runbooks.example.com/batch-run-missed.md",
      metricName: "shop-test/reconciliation/reconciliation/missed",
      period: 3_600,
      evaluationPeriods: 30,
      datapointsToAlarm: 30,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
      actionsEnabled: true,
    });
  });

  it("keeps its patterns within what CloudWatch takes", () => {
    const lengths = ["failed-runs", "missed-runs"].map((role) => String(child(plan, role).inputs["pattern"]).length);
    expect(lengths.filter((length) => length > 1_024)).toStrictEqual([]);
  });

  it("may do what it is given the right to, before a run starts", async () => {
    const given = await planOf({ ...REQUIRED, rights: { WriteCounts: RIGHT } });

    expect(JSON.parse(String(child(given, "role-rights").inputs["policy"]))).toStrictEqual(RIGHT_STATEMENT);
    expect(child(given, "cron-job").dependencies).toContain(child(given, "role-rights").urn);
  });

  it("starts no run before its rights and its network policy are in place", () => {
    const { dependencies } = child(plan, "cron-job");
    for (const role of ["role-checkpoints", "pod-identity", "network-policy", "priority"]) {
      expect(dependencies).toContain(child(plan, role).urn);
    }
  });

  it("deletes before it replaces what others name", () => {
    const named = children(plan).filter(({ options }) => options.deleteBeforeReplace === true);
    expect(named.map(({ name }) => name).toSorted()).toStrictEqual([
      "reconciliation-cron-job",
      "reconciliation-namespace",
      "reconciliation-service-account",
    ]);
  });

  it("tells others where it is and as whom it acts", () => {
    expect(plan.outputs).toMatchObject({
      namespace: "reconciliation",
      cronJobName: "reconciliation",
      roleName: expect.stringMatching(/^reconciliation-role-/),
      roleArn: expect.stringMatching(/:role\/reconciliation-role-/),
      alarmArns: { failed: expect.stringContaining(":alarm:"), missed: expect.stringContaining(":alarm:") },
    });
  });
});

function labelOf(label: string): object {
  return { fieldRef: { fieldPath: `metadata.labels['batch.kubernetes.io/${label}']` } };
}

const CUSTOM: BatchJobArgs = {
  region: "ap-south-1",
  cluster: REQUIRED.cluster,
  image: { repository: REPOSITORY, digest: `sha256:${"0".repeat(64)}` },
  namespace: "nightly",
  createNamespace: false,
  command: ["node", "reconcile.js"],
  schedule: "30 2,14 * * 1-5",
  timeZone: "Asia/Kolkata",
  suspend: true,
  completions: 64,
  parallelism: 16,
  capacity: "on-demand",
  shutdown: "10 minutes",
  startWithin: "30 minutes",
  deadline: "8 hours",
  retries: 1,
  maxFailedShards: 2,
  failRunExitCodes: [78, 64],
  failShardExitCodes: [],
  keepFinished: "1 day",
  priority: -5,
  cpuMillicores: 500,
  cpuLimitMillicores: 500,
  memory: "4 GiB",
  userId: 1000,
  env: { CHANNEL: "all" },
  secrets: { DATABASE_PASSWORD: { secretName: "database", key: "password" } },
  allowTo: { database: { peer: { kind: "cidr", cidr: "10.20.96.0/20" }, ports: [5432] } },
  alarmTopicArns: [TOPIC_ARN],
  runbooksUrl: "https://runbooks.example.com",
  tags: TAGS,
};

describe("BatchJob with everything chosen", () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf(CUSTOM);
  });

  it("neither creates the namespace nor rights to checkpoints that it does not have", () => {
    const names = children(plan).map(({ name }) => name);
    expect(names).not.toContain("reconciliation-namespace");
    expect(names).not.toContain("reconciliation-role-checkpoints");
  });

  it("runs as it is told", () => {
    expect(child(plan, "cron-job").inputs["spec"]).toMatchObject({
      schedule: "30 2,14 * * 1-5",
      timeZone: "Asia/Kolkata",
      suspend: true,
      startingDeadlineSeconds: 1_800,
      jobTemplate: {
        spec: {
          completions: 64,
          parallelism: 16,
          backoffLimitPerIndex: 1,
          maxFailedIndexes: 2,
          podFailurePolicy: { rules: [{ action: "Ignore" }, { action: "FailJob", onExitCodes: { values: [64, 78] } }] },
          activeDeadlineSeconds: 28_800,
          ttlSecondsAfterFinished: 86_400,
          template: {
            metadata: { annotations: { "karpenter.sh/do-not-disrupt": "true" } },
            spec: {
              terminationGracePeriodSeconds: 600,
              securityContext: { runAsUser: 1_000, runAsGroup: 1_000, fsGroup: 1_000 },
              nodeSelector: { "karpenter.sh/capacity-type": "on-demand" },
              containers: [
                {
                  image: `${REPOSITORY}@sha256:${"0".repeat(64)}`,
                  command: ["node", "reconcile.js"],
                  env: [
                    { name: "JOB_NAME" },
                    { name: "JOB_COMPLETION_INDEX" },
                    { name: "JOB_COMPLETIONS", value: "64" },
                    { name: "CHANNEL", value: "all" },
                    { name: "DATABASE_PASSWORD", valueFrom: { secretKeyRef: { name: "database", key: "password" } } },
                  ],
                  resources: { requests: { cpu: "500m", memory: "4Gi" }, limits: { cpu: "500m", memory: "4Gi" } },
                },
              ],
            },
          },
        },
      },
    });
    expect(child(plan, "cron-job").inputs["spec"]).not.toHaveProperty("jobTemplate.spec.template.spec.tolerations");
  });

  it("lets out to what is declared, and not to S3", () => {
    expect(child(plan, "network-policy").inputs["spec"]).toMatchObject({
      egress: [
        DNS,
        CREDENTIALS,
        { to: [{ ipBlock: { cidr: "10.20.96.0/20" } }], ports: [{ protocol: "TCP", port: 5432 }] },
      ],
    });
  });

  it("misses no run while it is suspended, and counts from the longest gap: the weekend's", () => {
    expect(child(plan, "missed").inputs).toMatchObject({ actionsEnabled: false, evaluationPeriods: 70 });
    expect(child(plan, "failed").inputs).toMatchObject({ actionsEnabled: true });
  });
});

describe("planBatchJob", () => {
  it.each([
    [1, 0],
    [2, 1],
    [10, 1],
    [11, 2],
    [64, 7],
  ])("lets of %i shards %i fail before it gives a run up", (completions, maxFailedIndexes) => {
    expect(planBatchJob("reconciliation", { ...REQUIRED, completions })).toMatchObject({
      completions,
      parallelism: completions,
      maxFailedIndexes,
    });
  });

  it("has no alarm for a missed run of a monthly job, for which CloudWatch does not look back far enough", () => {
    expect(Object.keys(planBatchJob("reconciliation", { ...REQUIRED, schedule: "0 4 1 * *" }).alarms)).toStrictEqual([
      "failed",
    ]);
  });

  it("takes the zone of the region's night unless another is meant", () => {
    const zones = (["us-west-2", "ap-northeast-1"] as const).map(
      (region) => planBatchJob("reconciliation", { ...REQUIRED, region }).timeZone,
    );
    expect(zones).toStrictEqual(["America/Los_Angeles", "Asia/Tokyo"]);
  });
});
