/** Whose queries are logged where. */
export interface LoggedZone {
  /** Account of the zone and of the log group. */
  readonly accountId: string;
  /** ARN of the zone. */
  readonly zoneArn: string;
  /** ARN of the log group. */
  readonly logGroupArn: string;
}

/**
 * Lets Route 53 write the queries of one zone into one log group, as a policy of CloudWatch Logs.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html
 * (read 2026-11-24).
 */
export function queryLogPolicy({ accountId, zoneArn, logGroupArn }: LoggedZone): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "LogQueriesOfTheZone",
        Effect: "Allow",
        Principal: { Service: "route53.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [logGroupArn, `${logGroupArn}:*`],
        Condition: { StringEquals: { "aws:SourceAccount": accountId }, ArnLike: { "aws:SourceArn": zoneArn } },
      },
    ],
  });
}
