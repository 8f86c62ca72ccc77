/** Whose logs are delivered where. */
export interface DeliveredLog {
  /** Account of what is logged and of the log group. */
  readonly accountId: string;
  /** ARN of the log group. */
  readonly logGroupArn: string;
  /**
   * Id of the statement.
   *
   * @default "DeliverLogsOfTheFirewall"
   */
  readonly sid?: string;
}

/**
 * Lets the delivery of a service's logs write into one log group, as a policy of CloudWatch Logs. Without it the service
 * extends a policy of its own for all groups of the region, such as `AWSWAF-LOGS`, until that is too long.
 *
 * Source: https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html (read 2026-11-26).
 */
export function logDeliveryPolicy({ accountId, logGroupArn, sid = "DeliverLogsOfTheFirewall" }: DeliveredLog): string {
  const [arn = "arn", partition = "aws", service = "logs", region = ""] = logGroupArn.split(":");
  const source = [arn, partition, service, region, accountId, "*"].join(":");
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: sid,
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [`${logGroupArn}:*`],
        Condition: { StringEquals: { "aws:SourceAccount": accountId }, ArnLike: { "aws:SourceArn": source } },
      },
    ],
  });
}
