import * as pulumi from "@pulumi/pulumi";
import { ChaosExperiments, type ChaosExperimentsArgs } from "../../../components/chaos";
import { logDeliveryPolicy } from "../../../components/firewall/log-delivery-policy";
import type { Plan } from "../../../planner/plan";
import { ACCOUNT, identities, inputsOf, planInFrankfurt, resourceNamed, TAGS } from "../core/fixtures";
import { EXPERIMENTS, REQUIRED, STOP_ALARM } from "./fixture";

const { interrupt, zone, writer } = EXPERIMENTS;
const EC2 = `arn:aws:ec2:eu-central-1:${ACCOUNT}`;

const planOf = (change: Partial<ChaosExperimentsArgs> = {}): Promise<Plan> =>
  planInFrankfurt(() => {
    const { templateIds, operatorPolicy, logGroupName } = new ChaosExperiments("chaos", { ...REQUIRED, ...change });
    return { templateIds, operatorPolicy, logGroupName };
  });

const tagsOf = (name: string): object => ({ ...TAGS, Name: name });

describe("ChaosExperiments", () => {
  it("makes a template, a role and its rights for each experiment, beside one log", async () => {
    expect(identities(await planOf({ experiments: { writer, zone } }))).toStrictEqual(
      [
        "inventory:chaos:ChaosExperiments chaos test-dev",
        "aws:cloudwatch/logGroup:LogGroup chaos-log chaos",
        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy chaos-log-policy chaos",
        ...["writer", "zone"].flatMap((key) => [
          `aws:fis/experimentTemplate:ExperimentTemplate chaos-experiment-${key} chaos`,
          `aws:iam/role:Role chaos-role-${key} chaos`,
          `aws:iam/rolePolicy:RolePolicy chaos-rights-${key} chaos`,
        ]),
      ].toSorted(),
    );
  });

  it("gives a template its action, targets, stop alarms and log", async () => {
    const plan = await planOf({ experiments: { interrupt } });
    const { outputs: role } = resourceNamed(plan, "chaos-role-interrupt");
    const { outputs: log } = resourceNamed(plan, "chaos-log");
    expect(inputsOf(plan, "chaos-experiment-interrupt")).toStrictEqual({
      region: "eu-central-1",
      description: "Hypothesis: the run resumes. Otherwise: https://runbooks.example.com/batch-run-failed.md",
      roleArn: role["arn"],
      actions: [
        {
          name: "interrupt",
          actionId: "aws:ec2:send-spot-instance-interruptions",
          description: "spot-interruption",
          parameters: [{ key: "durationBeforeInterruption", value: "PT2M" }],
          target: { key: "SpotInstances", value: "targets" },
        },
      ],
      targets: [
        {
          name: "targets",
          resourceType: "aws:ec2:spot-instance",
          selectionMode: "PERCENT(25)",
          resourceTags: [{ key: "inventory-platform/batch", value: "true" }],
          filters: [{ path: "State.Name", values: ["running"] }],
        },
      ],
      stopConditions: [{ source: "aws:cloudwatch:alarm", value: STOP_ALARM }],
      experimentOptions: { accountTargeting: "single-account", emptyTargetResolutionMode: "fail" },
      logConfiguration: {
        logSchemaVersion: 2,
        cloudwatchLogsConfiguration: { logGroupArn: `${String(log["arn"])}:*` },
      },
      tags: tagsOf("chaos-experiment-interrupt"),
    });
  });

  it("names a target that has an ARN by it, without tags and filters", async () => {
    const plan = await planOf({ experiments: { writer } });
    expect(inputsOf(plan, "chaos-experiment-writer")["targets"]).toStrictEqual([
      {
        name: "targets",
        resourceType: "aws:rds:cluster",
        selectionMode: "ALL",
        resourceArns: [writer.clusterArn],
      },
    ]);
  });

  it("lets only experiments of this account and region take a role", async () => {
    const { assumeRolePolicy, ...rest } = inputsOf(await planOf({ experiments: { writer } }), "chaos-role-writer");
    expect(rest).toStrictEqual({ description: "Runs the chaos experiment writer", tags: tagsOf("chaos-role-writer") });
    expect(JSON.parse(String(assumeRolePolicy))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "fis.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": ACCOUNT },
            ArnLike: { "aws:SourceArn": `arn:aws:fis:eu-central-1:${ACCOUNT}:experiment/*` },
          },
        },
      ],
    });
  });

  it("writes a role's rights as a policy, with targets that are known only when they are applied", async () => {
    const plan = await planOf({ experiments: { zone: { ...zone, vpcId: pulumi.output("vpc-2") } } });
    const { Statement } = JSON.parse(String(inputsOf(plan, "chaos-rights-zone")["policy"]));
    expect(Statement[1]).toStrictEqual({
      Sid: "CreateAclsInVpc",
      Effect: "Allow",
      Action: ["ec2:CreateNetworkAcl"],
      Resource: [`${EC2}:vpc/vpc-2`],
    });
    expect(Statement[4]).toStrictEqual({
      Sid: "CutSubnets",
      Effect: "Allow",
      Action: ["ec2:ReplaceNetworkAclAssociation"],
      Resource: [`${EC2}:subnet/*`],
      Condition: {
        StringEquals: { "ec2:AvailabilityZone": "eu-central-1a", "aws:ResourceTag/environment": "test" },
        ArnEquals: { "ec2:Vpc": `${EC2}:vpc/vpc-2` },
      },
    });
  });

  it("waits with a template for its role's rights and for the log's policy", async () => {
    const plan = await planOf({ experiments: { writer } });
    const { dependencies } = resourceNamed(plan, "chaos-experiment-writer");
    expect(dependencies).toStrictEqual(
      expect.arrayContaining(["chaos-rights-writer", "chaos-log-policy"].map((name) => resourceNamed(plan, name).urn)),
    );
  });

  it("keeps an encrypted log for a year, from deletion too, which only delivery for this account writes", async () => {
    const plan = await planOf();
    const log = resourceNamed(plan, "chaos-log");
    expect(log.inputs).toStrictEqual({
      region: "eu-central-1",
      retentionInDays: 365,
      kmsKeyId: REQUIRED.logKeyArn,
      tags: tagsOf("chaos-log"),
    });
    expect(log.options).toMatchObject({ protect: true, retainOnDelete: true });
    expect(inputsOf(plan, "chaos-log-policy")).toStrictEqual({
      region: "eu-central-1",
      policyName: log.outputs["name"],
      policyDocument: logDeliveryPolicy({
        accountId: ACCOUNT,
        logGroupArn: String(log.outputs["arn"]),
        sid: "DeliverLogsOfExperiments",
      }),
    });
  });

  it("lets the log go where it is told", async () => {
    const { options } = resourceNamed(await planOf({ protect: false, logRetention: "90 days" }), "chaos-log");
    expect(options).toMatchObject({ protect: false, retainOnDelete: false });
  });

  it("writes a policy to start, see and stop its experiments, and no others", async () => {
    const plan = await planOf({ experiments: { writer } });
    const id = "EXTE0F4268E2C397";
    const { templateIds, operatorPolicy } = plan.outputs;
    const fis = `arn:aws:fis:eu-central-1:${ACCOUNT}`;
    expect(templateIds).toStrictEqual({ writer: id });
    expect(JSON.parse(String(operatorPolicy))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Start",
          Effect: "Allow",
          Action: "fis:StartExperiment",
          Resource: [`${fis}:experiment-template/${id}`, `${fis}:experiment/*`],
        },
        {
          Sid: "See",
          Effect: "Allow",
          Action: "fis:GetExperimentTemplate",
          Resource: [`${fis}:experiment-template/${id}`],
        },
        {
          Sid: "Stop",
          Effect: "Allow",
          Action: ["fis:GetExperiment", "fis:StopExperiment"],
          Resource: `${fis}:experiment/*`,
        },
      ],
    });
  });
});
