import {
  BATCH_QUEUES_DEFAULTS,
  BatchQueues,
  batchQueuesRefusals,
  planBatchQueues,
  type BatchQueuesArgs,
} from "../../../components/node-pools";
import { BATCH_INSTANCE_TYPES } from "../../../facts/batch-instance-types";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource, PlanMode } from "../../../planner/plan";
import { KEY, TAGS } from "./fixture";

const TOPIC = "arn:aws:sns:eu-central-1:111122223333:alarms";
const REQUIRED: BatchQueuesArgs = {
  region: "eu-central-1",
  queueName: "prod-batch",
  vpcId: "vpc-a",
  subnetIds: { a: "subnet-a", b: "subnet-b" },
  volumesKeyArn: KEY,
  logsKeyArn: KEY,
  alarmTopicArns: [TOPIC],
  runbooksUrl: "https://runbooks.example.com",
  tags: TAGS,
};
const GRAVITON = Object.keys(BATCH_INSTANCE_TYPES.arm64);
const INTEL = Object.keys(BATCH_INSTANCE_TYPES.amd64);

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table, in its order. */
const rows: readonly (readonly [string, Partial<BatchQueuesArgs>, string])[] = [
  [
    "a region that does not exist",
    { region: "eu-middle-1" },
    'region is "eu-middle-1", expected an AWS region listed in facts/regions.ts; correct the region\'s code',
  ],
  [
    "a name that AWS Batch does not take",
    { queueName: "-prod" },
    'queueName is "-prod", expected 1 to 122 letters, digits, dashes or underscores, the first a letter or a digit; shorten or correct it; each queue adds its architecture',
  ],
  [
    "a single zone",
    { subnetIds: { a: "subnet-a" } },
    'subnetIds is ["a"], expected a subnet in at least 2 zones; pass the network\'s private subnets: spot capacity is short by the zone',
  ],
  [
    "no architecture",
    { instanceTypes: {} },
    "instanceTypes is {}, expected types for arm64, amd64 or both; name an architecture that the images are built for",
  ],
  [
    "types of the other architecture, and families without a size",
    { instanceTypes: { arm64: [...GRAVITON, "m7i.large", "m7g"] } },
    'instanceTypes is ["m7i.large","m7g"], expected EC2 instance types of the architecture they stand under, of a size from medium up; correct their names, or move them to the other architecture: a queue takes one alone',
  ],
  [
    "few types for one architecture",
    { instanceTypes: { arm64: [...GRAVITON.slice(0, 14), "m7g.large"], amd64: INTEL } },
    'instanceTypes is {"arm64":14,"amd64":24}, expected at least 15 types for each architecture; with few to choose from, spot capacity runs out',
  ],
  [
    "two families",
    {
      maxOnDemandVcpus: 0,
      instanceTypes: {
        arm64: ["m7g", "c7g"].flatMap((family) =>
          ["medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"].map(
            (size) => `${family}.${size}`,
          ),
        ),
      },
    },
    'instanceTypes is {"arm64":2}, expected at least 3 families for each architecture; add types of other families: capacity is short by the family',
  ],
  [
    "a maximum below the largest type",
    { maxSpotVcpus: 15, maxOnDemandVcpus: 0 },
    "maxSpotVcpus is 15, expected a whole number from 16, which the largest type has; raise it, or leave the largest types out",
  ],
  [
    "a fallback that no machine fits into",
    { maxOnDemandVcpus: 8 },
    "maxOnDemandVcpus is 8, expected 0, or a whole number from 16 to maxSpotVcpus (128); choose how much of a run may be paid in full while there is no spot capacity",
  ],
  [
    "disks that the image fills",
    { volumeSize: "8 GiB" },
    'volumeSize is "8 GiB", expected whole GiB, at least 30; leave room for the image and the job\'s files',
  ],
  [
    "a wait that is too short to count",
    { capacityTimeout: "9 minutes" },
    'capacityTimeout is "9 minutes", expected 10 minutes to 1 day, which AWS Batch counts; choose when a run that has not begun is of no use any more',
  ],
  [
    "jobs that outlive an update",
    { updateTimeout: "7 hours" },
    'updateTimeout is "7 hours", expected whole minutes, 6 hours at most; let jobs resume from a checkpoint instead of running longer',
  ],
  [
    "a retention that CloudWatch Logs does not know",
    { logRetention: "10 days" },
    'logRetention is "10 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose the next longer one',
  ],
  [
    "a target that is none",
    { reaches: { https: { port: 443, cidr: "10.0.0.0/16" }, database: { port: 5432, cidr: "10.0.0.0/16" } } },
    'reaches is {"https":{"port":443,"cidr":"10.0.0.0/16"}}, expected a lower-case name other than https, a port from 1 to 65535 and a range such as 10.0.0.0/16; name what jobs reach inside the network; HTTPS is open already',
  ],
  [
    "a runbook that is not on the web",
    { runbooksUrl: "docs/batch.md" },
    'runbooksUrl is "docs/batch.md", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "an alarm that nobody hears",
    { alarmTopicArns: [] },
    "alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever repairs the jobs",
  ],
];

function planOf(args: BatchQueuesArgs, mode: PlanMode = "as-applied"): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "prod-eu-central-1",
    config: { "aws:region": "eu-central-1" },
    mode,
    program: () => {
      const { queueArns, logGroupName, roleName, securityGroupId } = new BatchQueues("batch", args);
      return { queueArns, logGroupName, roleName, securityGroupId };
    },
  });
}

function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind === "custom");
}

function child(plan: Plan, role: string): PlannedResource {
  const found = children(plan).find(({ name }) => name === `batch-${role}`);
  if (found === undefined) {
    throw new Error(`no child ${role}`);
  }
  return found;
}

function refusalOf(change: Partial<BatchQueuesArgs>): string {
  try {
    new BatchQueues("batch", { ...REQUIRED, ...change });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no refusal";
}

describe("planBatchQueues", () => {
  it("plans a queue for each architecture, Graviton first", () => {
    expect(planBatchQueues(REQUIRED)).toStrictEqual({
      queues: [
        { architecture: "arm64", name: "prod-batch-arm64", instanceTypes: GRAVITON },
        { architecture: "amd64", name: "prod-batch-amd64", instanceTypes: INTEL },
      ],
      maxSpotVcpus: 128,
      maxOnDemandVcpus: 32,
      limits: [
        { reason: "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY", maxTimeSeconds: 21_600 },
        { reason: "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE", maxTimeSeconds: 600 },
        { reason: "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT", maxTimeSeconds: 600 },
      ],
      updateMinutes: 360,
      volumeSizeGiB: 50,
      reaches: {},
      jobLogGroupName: "/aws/batch/prod-batch",
      eventLogGroupName: "/aws/events/prod-batch",
      eventsPolicyName: "prod-batch-events",
      logRetentionDays: 365,
      alarmDescription:
        "prod-batch: jobs have failed, or one that cannot start holds up its queue. Runbook: https://runbooks.example.com/batch-jobs-failing.md",
    });
  });

  it("plans the architectures that are asked for alone, each type once", () => {
    const { queues } = planBatchQueues({ ...REQUIRED, instanceTypes: { amd64: [...INTEL, "m7i.large"] } });
    expect(queues).toStrictEqual([{ architecture: "amd64", name: "prod-batch-amd64", instanceTypes: INTEL }]);
  });
});

describe("BatchQueues", () => {
  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf(change)).toBe(`batch queues "batch": ${message}`);
  });

  it("has a case for every row of its table, in the table's order", () => {
    const fired = rows.map(([, change]) =>
      batchQueuesRefusals.findIndex(({ when }) => when({ ...REQUIRED, ...change })),
    );
    expect(fired).toStrictEqual([...batchQueuesRefusals.keys()]);
  });

  it("accepts what lies at the limits", () => {
    const edge = { maxSpotVcpus: 16, maxOnDemandVcpus: 16, volumeSize: "30 GiB" } as const;
    const times = { capacityTimeout: "1 day", updateTimeout: "1 minute", logRetention: "1 day" } as const;
    const least = { capacityTimeout: "10 minutes", updateTimeout: "6 hours", queueName: "b".repeat(122) } as const;
    for (const limits of [
      { ...edge, ...times },
      { ...edge, ...least, maxOnDemandVcpus: 0 },
    ]) {
      expect(batchQueuesRefusals.filter(({ when }) => when({ ...REQUIRED, ...limits }))).toStrictEqual([]);
    }
    expect(refusalOf({ queueName: "b".repeat(123) })).toMatch(/^batch queues "batch": queueName is "b{123}", expected/);
    expect(refusalOf({ maxOnDemandVcpus: 129 })).toMatch(/maxOnDemandVcpus is 129, expected 0, or .* \(128\)/);
  });

  it("creates these children at defaults, all its own", async () => {
    const identities = children(await planOf(REQUIRED)).map(
      ({ type, name, parent }) => `${type} ${name} ${parent?.split("::").at(-1)}`,
    );
    expect(identities.toSorted()).toStrictEqual([
      "aws:batch/computeEnvironment:ComputeEnvironment batch-on-demand-amd64 batch",
      "aws:batch/computeEnvironment:ComputeEnvironment batch-on-demand-arm64 batch",
      "aws:batch/computeEnvironment:ComputeEnvironment batch-spot-amd64 batch",
      "aws:batch/computeEnvironment:ComputeEnvironment batch-spot-arm64 batch",
      "aws:batch/jobQueue:JobQueue batch-queue-amd64 batch",
      "aws:batch/jobQueue:JobQueue batch-queue-arm64 batch",
      "aws:cloudwatch/eventRule:EventRule batch-blocked batch",
      "aws:cloudwatch/eventRule:EventRule batch-failed batch",
      "aws:cloudwatch/eventTarget:EventTarget batch-blocked-target batch",
      "aws:cloudwatch/eventTarget:EventTarget batch-failed-target batch",
      "aws:cloudwatch/logGroup:LogGroup batch-events batch",
      "aws:cloudwatch/logGroup:LogGroup batch-logs batch",
      "aws:cloudwatch/logResourcePolicy:LogResourcePolicy batch-events-policy batch",
      "aws:cloudwatch/metricAlarm:MetricAlarm batch-jobs-failing batch",
      "aws:ec2/launchTemplate:LaunchTemplate batch-template batch",
      "aws:ec2/securityGroup:SecurityGroup batch-security-group batch",
      "aws:iam/instanceProfile:InstanceProfile batch-profile batch",
      "aws:iam/role:Role batch-role batch",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment batch-role-ecs batch",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule batch-https-out batch",
    ]);
  });

  it("buys spot by price and capacity, of one architecture, from zero, and updates in place", async () => {
    const plan = await planOf(REQUIRED);
    expect(child(plan, "spot-arm64").inputs).toStrictEqual({
      type: "MANAGED",
      state: "ENABLED",
      region: "eu-central-1",
      tags: { ...TAGS, Name: "batch-spot-arm64", "inventory-platform/batch": "true" },
      updatePolicy: { terminateJobsOnUpdate: false, jobExecutionTimeoutMinutes: 360 },
      computeResources: {
        type: "SPOT",
        allocationStrategy: "SPOT_PRICE_CAPACITY_OPTIMIZED",
        minVcpus: 0,
        maxVcpus: 128,
        instanceTypes: GRAVITON,
        instanceRole: child(plan, "profile").outputs["arn"],
        ec2Configurations: [{ imageType: "ECS_AL2023" }],
        launchTemplate: { launchTemplateId: child(plan, "template").id, version: "1" },
        subnets: ["subnet-a", "subnet-b"],
        securityGroupIds: [child(plan, "security-group").id],
        tags: { ...TAGS, Name: "batch-instances", "inventory-platform/batch": "true" },
      },
    });
  });

  it("falls back to on demand, in that order, unless it is to wait for spot", async () => {
    const plan = await planOf(REQUIRED);
    expect(child(plan, "on-demand-amd64").inputs).toMatchObject({
      computeResources: {
        type: "EC2",
        allocationStrategy: "BEST_FIT_PROGRESSIVE",
        maxVcpus: 32,
        instanceTypes: INTEL,
      },
    });
    expect(child(plan, "queue-amd64").inputs).toMatchObject({
      name: "prod-batch-amd64",
      state: "ENABLED",
      priority: 1,
      computeEnvironmentOrders: [
        { order: 0, computeEnvironment: child(plan, "spot-amd64").outputs["arn"] },
        { order: 1, computeEnvironment: child(plan, "on-demand-amd64").outputs["arn"] },
      ],
    });
    const waiting = await planOf({ ...REQUIRED, maxOnDemandVcpus: 0 });
    expect(children(waiting).filter(({ name }) => name.includes("on-demand"))).toStrictEqual([]);
    expect(child(waiting, "queue-arm64").inputs["computeEnvironmentOrders"]).toHaveLength(1);
  });

  it("cancels a job that waits too long for capacity, and one that can never start", async () => {
    const plan = await planOf({ ...REQUIRED, capacityTimeout: "2 hours" });
    const cancel = { state: "RUNNABLE", action: "CANCEL" };
    expect(child(plan, "queue-arm64").inputs["jobStateTimeLimitActions"]).toStrictEqual([
      { reason: "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY", maxTimeSeconds: 7_200, ...cancel },
      { reason: "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE", maxTimeSeconds: 600, ...cancel },
      { reason: "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT", maxTimeSeconds: 600, ...cancel },
    ]);
  });

  it("rings when a job of its queues fails or holds one up, and writes down which", async () => {
    const plan = await planOf(REQUIRED);
    const arns = ["arm64", "amd64"].map((architecture) => child(plan, `queue-${architecture}`).outputs["arn"]);
    expect(arns).toStrictEqual([
      expect.stringMatching(/^arn:aws:batch:eu-central-1:\d{12}:job-queue\/prod-batch-arm64$/),
      expect.stringMatching(/^arn:aws:batch:eu-central-1:\d{12}:job-queue\/prod-batch-amd64$/),
    ]);
    expect(plan.outputs["queueArns"]).toStrictEqual({ arm64: arns[0], amd64: arns[1] });
    expect(child(plan, "failed").inputs["eventPattern"]).toBe(
      JSON.stringify({
        source: ["aws.batch"],
        "detail-type": ["Batch Job State Change"],
        detail: { jobQueue: arns, status: ["FAILED"] },
      }),
    );
    expect(child(plan, "blocked").inputs["eventPattern"]).toBe(
      JSON.stringify({
        source: ["aws.batch"],
        "detail-type": ["Batch Job Queue Blocked"],
        detail: { jobQueue: arns },
      }),
    );
    const events = child(plan, "events");
    expect(events.inputs).toMatchObject({ name: "/aws/events/prod-batch", retentionInDays: 365, kmsKeyId: KEY });
    for (const role of ["failed-target", "blocked-target"]) {
      expect(child(plan, role).inputs["arn"]).toBe(events.outputs["arn"]);
    }
    expect(child(plan, "jobs-failing").inputs).toMatchObject({
      namespace: "AWS/Logs",
      metricName: "IncomingLogEvents",
      dimensions: { LogGroupName: "/aws/events/prod-batch" },
      threshold: 1,
      statistic: "Sum",
      treatMissingData: "notBreaching",
      alarmActions: [TOPIC],
      okActions: [TOPIC],
    });
  });

  it("lets EventBridge write the events of its own rules, and nothing else", async () => {
    const plan = await planOf(REQUIRED);
    expect(child(plan, "events-policy").inputs["policyDocument"]).toBe(
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "WriteEventsOfOwnRules",
            Effect: "Allow",
            Principal: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: `${child(plan, "events").outputs["arn"]}:*`,
            Condition: {
              ArnEquals: {
                "aws:SourceArn": [child(plan, "failed").outputs["arn"], child(plan, "blocked").outputs["arn"]],
              },
            },
          },
        ],
      }),
    );
  });

  it("launches machines with an encrypted disk, whose containers do not reach the metadata, and lets nobody in", async () => {
    const plan = await planOf(REQUIRED);
    const template = child(plan, "template").inputs;
    expect(template).toMatchObject({
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 50, encrypted: "true", kmsKeyId: KEY } }],
    });
    expect(Object.keys(template)).not.toEqual(expect.arrayContaining(["imageId"]));
    expect(Object.keys(child(plan, "security-group").inputs)).not.toEqual(expect.arrayContaining(["ingress"]));
    expect(child(plan, "role-ecs").inputs["policyArn"]).toBe(
      "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
    );
  });

  it("lets jobs reach what is named, and nothing else", async () => {
    const reaches = { database: { port: 5432, cidr: "10.0.0.0/16" } };
    const plan = await planOf({ ...REQUIRED, reaches });
    expect(child(plan, "database-out").inputs).toMatchObject({
      securityGroupId: child(plan, "security-group").id,
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
      cidrIpv4: "10.0.0.0/16",
    });
    expect(children(plan).filter(({ type }) => type.includes("EgressRule"))).toHaveLength(2);
    for (const wrong of [
      { port: 0, cidr: "10.0.0.0/16" },
      { port: 65_536, cidr: "10.0.0.0/16" },
      { port: 5432, cidr: "10.0.0.0" },
      { port: 5432, cidr: "0.0.0.0/0" },
    ]) {
      expect(refusalOf({ reaches: { database: wrong } })).toMatch(/^batch queues "batch": reaches is /);
    }
  });

  it("has the same children while nothing is known yet", async () => {
    expect(children(await planOf(REQUIRED, "unknowns"))).toHaveLength(20);
    expect(BATCH_QUEUES_DEFAULTS.instanceTypes).toStrictEqual({ arm64: GRAVITON, amd64: INTEL });
  });
});
