import { FlowLogs, flowLogsRefusals, type FlowLogsArgs } from "../../../components/network";
import type { PropertyValue } from "../../../planner/plan";
import { failureOf, identities, inputsOf, planInFrankfurt, refusalOf, resourceNamed, TAGS } from "../core/fixtures";

const ARGS: FlowLogsArgs = {
  vpcId: "vpc-0a1b2c3d",
  vpcArn: "arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-0a1b2c3d",
  accountId: "111122223333",
  retention: "180 days",
  logKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/1a2b3c4d",
  tags: TAGS,
};

function parsed(policy: PropertyValue | undefined): unknown {
  return typeof policy === "string" ? JSON.parse(policy) : undefined;
}

describe("flow logs", () => {
  it("logs all traffic into an encrypted group (defaults)", async () => {
    const plan = await planInFrankfurt(() => new FlowLogs("main", ARGS));
    expect(identities(plan)).toEqual([
      "aws:cloudwatch/logGroup:LogGroup main-group main",
      "aws:ec2/flowLog:FlowLog main-log main",
      "aws:iam/role:Role main-role main",
      "aws:iam/rolePolicy:RolePolicy main-policy main",
      "inventory:network:FlowLogs main test-dev",
    ]);
    expect(inputsOf(plan, "main-group")).toEqual({
      retentionInDays: 180,
      kmsKeyId: ARGS.logKeyArn,
      tags: { ...TAGS, Name: "main-group" },
    });
    expect(inputsOf(plan, "main-log")).toEqual({
      vpcId: "vpc-0a1b2c3d",
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: resourceNamed(plan, "main-group").outputs.arn,
      iamRoleArn: resourceNamed(plan, "main-role").outputs.arn,
      maxAggregationInterval: 600,
      tags: { ...TAGS, Name: "main-log" },
    });
    expect(resourceNamed(plan, "main").outputs).toEqual({
      logGroupName: resourceNamed(plan, "main-group").outputs.name,
    });
  });

  it("lets only flow logs of the VPC's account and region write, and only into the group", async () => {
    const plan = await planInFrankfurt(() => new FlowLogs("main", ARGS));
    expect(parsed(inputsOf(plan, "main-role").assumeRolePolicy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "111122223333" },
            ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-central-1:111122223333:vpc-flow-log/*" },
          },
        },
      ],
    });
    const groupArn = String(resourceNamed(plan, "main-group").outputs.arn);
    expect(inputsOf(plan, "main-policy").role).toBe(resourceNamed(plan, "main-role").id);
    expect(parsed(inputsOf(plan, "main-policy").policy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: [groupArn, `${groupArn}:*`],
        },
      ],
    });
    expect(resourceNamed(plan, "main-log").dependencies).toContain(resourceNamed(plan, "main-policy").urn);
  });

  it("keeps them for another time, in another region (custom)", async () => {
    const plan = await planInFrankfurt(
      () => new FlowLogs("main", { ...ARGS, retention: "1 week", region: "eu-west-1" }),
    );
    expect(inputsOf(plan, "main-group")).toMatchObject({ retentionInDays: 7, region: "eu-west-1" });
    expect(inputsOf(plan, "main-log").region).toBe("eu-west-1");
  });

  it("refuses a retention that CloudWatch does not offer, before anything is registered", async () => {
    const message =
      'flow logs "main": retention is "36 hours", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, ' +
      "545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose the next longer one";
    expect(flowLogsRefusals).toHaveLength(1);
    expect(refusalOf('flow logs "main"', { ...ARGS, retention: "36 hours" }, flowLogsRefusals)).toBe(message);
    const failure = await failureOf(() => new FlowLogs("main", { ...ARGS, retention: "36 hours" }));
    expect(failure).toEqual({ message, registered: [] });
  });
});
