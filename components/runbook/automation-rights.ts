import type { AwsOperationName } from "../../facts/aws-operations";
import { awsPartitionOf } from "../../facts/regions";
import { SCRIPTS } from "./scripts";
import type { RunbookStep } from "./steps";

/** What automations may reach. */
export interface RightsScope<Value = string> {
  /** Region of the documents. */
  readonly region: string;
  /** Account of the documents and of what they act on. */
  readonly accountId: string;
  /** ARNs of the customer keys that encrypt the queues, in their region. */
  readonly queueKeyArns: readonly Value[];
}

/** A statement of the policy of an automation's role. */
export interface RightsStatement<Value = string> {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly (string | Value)[];
}

/** What an operation takes: actions, on resources whose ARNs begin `arn:<partition>:`. */
interface Needs {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

const CLUSTERS = "rds:{region}:{account}:cluster:*";
const SNAPSHOTS = "rds:{region}:{account}:cluster-snapshot:*";
const GLOBAL = ["rds::{account}:global-cluster:*", "rds:*:{account}:cluster:*"];
const QUEUES = "sqs:{region}:{account}:*";

/**
 * Actions and resources of the operations that automations call.
 *
 * Sources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html; for redriving
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
 * (read 2026-11-26).
 */
const NEEDS: Readonly<Partial<Record<AwsOperationName, Needs>>> = {
  "cloudwatch:DescribeAlarms": {
    actions: ["cloudwatch:DescribeAlarms"],
    resources: ["cloudwatch:{region}:{account}:alarm:*"],
  },
  "rds:CreateDBClusterSnapshot": { actions: ["rds:CreateDBClusterSnapshot"], resources: [CLUSTERS, SNAPSHOTS] },
  "rds:DescribeDBClusterSnapshots": { actions: ["rds:DescribeDBClusterSnapshots"], resources: [CLUSTERS, SNAPSHOTS] },
  "rds:DescribeGlobalClusters": { actions: ["rds:DescribeGlobalClusters"], resources: GLOBAL },
  "rds:FailoverGlobalCluster": { actions: ["rds:FailoverGlobalCluster"], resources: GLOBAL },
  "rds:SwitchoverGlobalCluster": { actions: ["rds:SwitchoverGlobalCluster"], resources: GLOBAL },
  "sqs:GetQueueAttributes": { actions: ["sqs:GetQueueAttributes"], resources: [QUEUES] },
  "sqs:ListMessageMoveTasks": { actions: ["sqs:ListMessageMoveTasks"], resources: [QUEUES] },
  "sqs:StartMessageMoveTask": {
    actions: [
      "sqs:StartMessageMoveTask",
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:SendMessage",
    ],
    resources: [QUEUES],
  },
};

/** What the role of an automation may do: what its steps call, and no more. */
export function rightsOf<Value>(steps: readonly RunbookStep[], scope: RightsScope<Value>): RightsStatement<Value>[] {
  const operations = [...new Set(steps.flatMap(operationsOf))].toSorted();
  const called = operations.flatMap((operation): RightsStatement<Value>[] => {
    const needs = NEEDS[operation];
    return needs === undefined
      ? []
      : [
          allow<Value>(
            needs.actions,
            needs.resources.map((arn) => arnIn(arn, scope)),
          ),
        ];
  });
  const scripted = [...new Set(steps.flatMap((step) => (step.kind === "script" ? SCRIPTS[step.script].actions : [])))];
  return [
    ...called,
    ...(scripted.length === 0 ? [] : [allow<Value>(scripted.toSorted(), ["*"])]),
    ...(operations.includes("sqs:StartMessageMoveTask") && scope.queueKeyArns.length > 0
      ? [allow<Value>(["kms:Decrypt", "kms:GenerateDataKey"], scope.queueKeyArns)]
      : []),
  ];
}

/** The operations that a step calls by itself. */
export function operationsOf(step: RunbookStep): AwsOperationName[] {
  return step.kind === "act" || step.kind === "check" || step.kind === "wait" ? [step.call.operation] : [];
}

function allow<Value>(actions: readonly string[], resources: readonly (string | Value)[]): RightsStatement<Value> {
  return { Effect: "Allow", Action: actions, Resource: resources };
}

function arnIn(arn: string, { region, accountId }: Pick<RightsScope, "region" | "accountId">): string {
  const filled = arn.replace("{region}", region).replace("{account}", accountId);
  return `arn:${awsPartitionOf(region)}:${filled}`;
}
