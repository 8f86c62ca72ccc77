/** What says that jobs of a queue need somebody. */
const TROUBLES = {
  failed: { detailType: "Batch Job State Change", detail: { status: ["FAILED"] } },
  blocked: { detailType: "Batch Job Queue Blocked", detail: {} },
} as const;

/** A kind of event that needs somebody: a failed job, or one that cannot start and holds up those behind it. */
export type BatchTrouble = keyof typeof TROUBLES;

/** Every {@link BatchTrouble}. */
export const BATCH_TROUBLES = ["failed", "blocked"] as const satisfies readonly BatchTrouble[];

/** Event pattern of one kind of trouble, in some queues. */
export function batchTroublePattern(trouble: BatchTrouble, queueArns: readonly string[]): string {
  const { detailType, detail } = TROUBLES[trouble];
  return JSON.stringify({
    source: ["aws.batch"],
    "detail-type": [detailType],
    detail: { jobQueue: queueArns, ...detail },
  });
}

/**
 * Lets EventBridge write the events of some rules into a log group, and nothing else.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html (read 2026-11-26).
 */
export function batchEventsPolicy(logGroupArn: string, ruleArns: readonly string[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "WriteEventsOfOwnRules",
        Effect: "Allow",
        Principal: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${logGroupArn}:*`,
        Condition: { ArnEquals: { "aws:SourceArn": ruleArns } },
      },
    ],
  });
}
