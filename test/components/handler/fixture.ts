import * as pulumi from "@pulumi/pulumi";
import { Handler, type HandlerArgs, type HandlerSource } from "../../../components/handler";
import type { TagValues } from "../../../facts/tag-schema";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource, PlanMode } from "../../../planner/plan";

type Source<Kind extends HandlerSource<string>["kind"]> = Extract<HandlerSource<string>, { readonly kind: Kind }>;

export const tags: TagValues = {
  environment: "prod",
  service: "projector",
  owner: "inventory",
  "cost-center": "c100",
  channel: "all",
  feature: "availability",
  "data-class": "internal",
  residency: "eu",
};
export const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/handler";
export const logKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/logs";
export const streamKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/stream";
export const topic = "arn:aws:sns:eu-central-1:111122223333:on-call";
export const failureQueueArn = "arn:aws:sqs:eu-central-1:111122223333:stock-failures";

export const kinesis: Source<"kinesis"> = {
  kind: "kinesis",
  streamArn: "arn:aws:kinesis:eu-central-1:111122223333:stream/stock",
  keyArn: streamKeyArn,
  failureQueueArn,
};
export const table: Source<"table-stream"> = {
  kind: "table-stream",
  streamArn: "arn:aws:dynamodb:eu-central-1:111122223333:table/stock/stream/2026-01-01T00:00:00.000",
  keyArn: streamKeyArn,
};
export const queue: Source<"queue"> = {
  kind: "queue",
  queueArn: "arn:aws:sqs:eu-central-1:111122223333:orders",
  keyArn: streamKeyArn,
  queueKind: "standard",
  visibilityTimeoutSeconds: 180,
  deadLetterQueueArn: "arn:aws:sqs:eu-central-1:111122223333:orders-dead-letters",
};
export const kafka: Source<"kafka"> = {
  kind: "kafka",
  clusterArn: "arn:aws:kafka:eu-central-1:111122223333:cluster/events/0a1b",
  clusterName: "events",
  topic: "stock",
  consumerGroup: "projector",
  failureQueueArn,
  keyArn: streamKeyArn,
};
export const invoke: Source<"invoke"> = { kind: "invoke" };

export const minimal: HandlerArgs = {
  handlerName: "prod-projector",
  code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = () => {};") }),
  source: kinesis,
  keyArn,
  logKeyArn,
  alarmTopicArns: [topic],
  runbooksUrl: "https://runbooks.example.com",
  tags,
};

export function planHandlerProgram(args: HandlerArgs, mode: PlanMode = "as-applied"): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "prod-eu-central-1",
    config: { "aws:region": "eu-central-1" },
    mode,
    program: () => {
      const made = new Handler("projector", args);
      const { name, arn, version, roleName, roleArn, logGroupName, securityGroupId, mappingId, failureQueueUrl } = made;
      return { name, arn, version, roleName, roleArn, logGroupName, securityGroupId, mappingId, failureQueueUrl };
    },
  });
}

/** Resources of the handler, without the component itself. */
export function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind === "custom");
}

export function child(plan: Plan, role: string): PlannedResource {
  const found = children(plan).find(({ name }) => name === `projector-${role}`);
  if (found === undefined) {
    throw new Error(`projector-${role} is not in the plan`);
  }
  return found;
}

/** Statements of a policy of the handler's role. */
export function statements(plan: Plan, role: string): Record<string, unknown>[] {
  const policy: { Statement: Record<string, unknown>[] } = JSON.parse(String(child(plan, role).inputs["policy"]));
  return policy.Statement;
}
