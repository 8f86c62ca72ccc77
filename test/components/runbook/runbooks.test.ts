import { AWS_OPERATIONS } from "../../../facts/aws-operations";
import {
  AUTOMATED,
  MAX_NAME_PREFIX,
  planAutomations,
  RUNBOOKS,
  Runbooks,
  type RunbooksArgs,
} from "../../../components/runbook";
import { operationsOf, rightsOf } from "../../../components/runbook/automation-rights";
import { failureOf, identities, inputsOf, planInFrankfurt, resourceNamed, TAGS } from "../core/fixtures";

const APPROVER = "arn:aws:iam::111122223333:role/on-call";
const KEY = "arn:aws:kms:eu-central-1:111122223333:key/streams";
const MINIMAL: RunbooksArgs = {
  namePrefix: "prod-eu-central-1",
  region: "eu-central-1",
  accountId: "111122223333",
  approverArns: [APPROVER],
  queueKeyArns: [KEY],
  tags: TAGS,
};
const SCOPE = { region: "eu-central-1", accountId: "111122223333", queueKeyArns: [KEY] };
const PLANNED = planAutomations<string>({ ...SCOPE, namePrefix: "prod", approverArns: [APPROVER] });
const failover = PLANNED["region-failover"]?.content;
const steps = failover?.mainSteps ?? [];
const step = (name: string) => steps.find((each) => each.name === name);

describe("the automation of a failover", () => {
  it("does the steps of its page, in their order", () => {
    expect(steps.map(({ name, action }) => `${name} ${action}`)).toEqual([
      "declareLost aws:pause",
      "stopWriters aws:pause",
      "lossAllowed aws:executeScript",
      "acceptLoss aws:approve",
      "approveFailover aws:approve",
      "failOver aws:executeAwsApi",
      "writerMoved aws:executeScript",
      "openEpoch aws:pause",
      "moveTraffic aws:pause",
      "moveTrafficByControl aws:pause",
      "followReality aws:pause",
      "reconcile aws:pause",
    ]);
    expect(steps.filter(({ isEnd }) => isEnd).map(({ name }) => name)).toEqual(["reconcile"]);
  });

  it("passes over the acceptance of loss where the lag is within what is allowed, and asks for it otherwise", () => {
    expect(step("lossAllowed")).toMatchObject({
      onFailure: "step:acceptLoss",
      isCritical: false,
      nextStep: "approveFailover",
      inputs: {
        Runtime: "python3.11",
        Handler: "judge",
        InputPayload: {
          cluster: "{{ TargetDbClusterArn }}",
          allowed: "{{ AllowedDataLossMilliseconds }}",
          minutes: "15",
        },
        Script: expect.stringContaining('MetricName="AuroraGlobalDBRPOLag"'),
      },
    });
  });

  it("ends where somebody rejects, and waits seven days for an answer", () => {
    expect(step("acceptLoss")).toMatchObject({
      onFailure: "Abort",
      timeoutSeconds: 604_800,
      inputs: { MinRequiredApprovals: 1, Approvers: [APPROVER] },
    });
  });

  it("allows the loss of data, and says nothing of a switchover", () => {
    expect(step("failOver")?.inputs).toEqual({
      Service: "rds",
      Api: "FailoverGlobalCluster",
      GlobalClusterIdentifier: "{{ GlobalClusterIdentifier }}",
      TargetDbClusterIdentifier: "{{ TargetDbClusterArn }}",
      AllowDataLoss: true,
    });
  });

  it("asks for the allowed loss, without a default", () => {
    expect(failover?.parameters["AllowedDataLossMilliseconds"]).toEqual({
      type: "String",
      description: expect.stringContaining("how much may be lost"),
      allowedPattern: "^[0-9]{1,9}$",
    });
    expect(PLANNED["region-switchover"]?.content.parameters["AllowedLagMilliseconds"]).toMatchObject({
      default: "1000",
    });
  });

  it("may do what its steps call, and no more", () => {
    expect(PLANNED["region-failover"]?.rights).toEqual([
      {
        Effect: "Allow",
        Action: ["rds:FailoverGlobalCluster"],
        Resource: ["arn:aws:rds::111122223333:global-cluster:*", "arn:aws:rds:*:111122223333:cluster:*"],
      },
      { Effect: "Allow", Action: ["cloudwatch:GetMetricStatistics", "rds:DescribeGlobalClusters"], Resource: ["*"] },
    ]);
  });
});

describe("the automation of a redrive", () => {
  it("moves messages, waits for the move and for the queue to empty", () => {
    expect(PLANNED["queue-dead-letters"]?.content.mainSteps.slice(2)).toMatchObject([
      { action: "aws:executeAwsApi", inputs: { Service: "sqs", Api: "StartMessageMoveTask" } },
      {
        action: "aws:waitForAwsResourceProperty",
        timeoutSeconds: 3_600,
        inputs: { Api: "ListMessageMoveTasks", PropertySelector: "$.Results[0].Status", DesiredValues: ["COMPLETED"] },
      },
      {
        action: "aws:waitForAwsResourceProperty",
        inputs: {
          Api: "GetQueueAttributes",
          AttributeNames: ["ApproximateNumberOfMessages"],
          DesiredValues: ["0"],
        },
        isEnd: true,
      },
    ]);
  });

  it("may use the queues' keys, where there are any", () => {
    const use = { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: [KEY] };
    const { steps: redrive } = RUNBOOKS["queue-dead-letters"];

    expect(rightsOf(redrive, SCOPE)).toContainEqual(use);
    expect(rightsOf(redrive, { ...SCOPE, queueKeyArns: [] })).toHaveLength(3);
    expect(rightsOf(RUNBOOKS["region-failover"].steps, SCOPE)).not.toContainEqual(use);
  });
});

it.each(AUTOMATED)("gives %s the rights to every operation that it calls", (id) => {
  const allowed = PLANNED[id]?.rights.flatMap(({ Action }) => Action) ?? [];
  const called = RUNBOOKS[id].steps.flatMap(operationsOf);

  expect(called.filter((operation) => !allowed.includes(operation))).toEqual([]);
  expect(called.filter((operation) => !(operation in AWS_OPERATIONS))).toEqual([]);
});

describe("Runbooks", () => {
  it("makes a document and a role for each runbook that acts", async () => {
    const plan = await planInFrankfurt(() => new Runbooks("runbooks", MINIMAL));
    const made = identities(plan).filter((identity) => identity.endsWith(" runbooks"));

    expect(made).toEqual(
      [
        ...AUTOMATED.map((id) => `aws:iam/role:Role runbooks-${id}-role runbooks`),
        ...AUTOMATED.map((id) => `aws:iam/rolePolicy:RolePolicy runbooks-${id}-rights runbooks`),
        ...AUTOMATED.map((id) => `aws:ssm/document:Document runbooks-${id}-document runbooks`),
      ].sort(),
    );
  });

  it("gives a document its name, its region and its role", async () => {
    const plan = await planInFrankfurt(() => new Runbooks("runbooks", MINIMAL));
    const { content, ...inputs } = inputsOf(plan, "runbooks-region-failover-document");
    const role = resourceNamed(plan, "runbooks-region-failover-role");

    expect(inputs).toEqual({
      region: "eu-central-1",
      name: "prod-eu-central-1-region-failover",
      documentType: "Automation",
      documentFormat: "JSON",
      tags: { ...TAGS, Name: "runbooks-region-failover-document" },
    });
    expect(JSON.parse(String(content))).toMatchObject({
      schemaVersion: "0.3",
      assumeRole: role.outputs["arn"],
      mainSteps: { length: 12 },
    });
  });

  it("lets SSM alone assume a role, for the account's automations in the region", async () => {
    const plan = await planInFrankfurt(() => new Runbooks("runbooks", MINIMAL));
    const { assumeRolePolicy } = inputsOf(plan, "runbooks-region-failover-role");

    expect(JSON.parse(String(assumeRolePolicy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "ssm.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "111122223333" },
            ArnLike: { "aws:SourceArn": "arn:aws:ssm:eu-central-1:111122223333:automation-execution/*" },
          },
        },
      ],
    });
  });

  it.each<readonly [string, Partial<RunbooksArgs>, string]>([
    [
      "a prefix that AWS keeps for itself",
      { namePrefix: "aws-prod" },
      `namePrefix is "aws-prod", expected 1 to ${MAX_NAME_PREFIX} lower-case letters, digits and dashes that do not begin as AWS's own documents do; choose the name of the stack, such as prod-eu-central-1`,
    ],
    [
      "what is no region",
      { region: "mars-1" },
      'region is "mars-1", expected an AWS region; name the region that the automations act in',
    ],
    [
      "what is no account",
      { accountId: "prod" },
      'accountId is "prod", expected 12 digits; give the account that the automations act in',
    ],
    [
      "nobody who approves",
      { approverArns: [] },
      "approverArns is 0, expected 1 to 10 users or roles; name who may approve: an automation without an approver waits until it fails",
    ],
  ])("refuses %s", async (_what, changed, says) => {
    const { message, registered } = await failureOf(() => new Runbooks("runbooks", { ...MINIMAL, ...changed }));

    expect([message, registered]).toEqual([`runbooks "runbooks": ${says}`, []]);
  });
});
