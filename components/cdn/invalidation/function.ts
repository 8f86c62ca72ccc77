import { CloudFront } from "@aws-sdk/client-cloudfront";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { cloudfrontInvalidations } from "./cloudfront-invalidations";
import { dynamodbLedger } from "./dynamodb-ledger";
import { queueInvalidator, streamInvalidator } from "./handler";
import { metricLine } from "./metrics";
import { settingsSchema } from "./settings";
import { settler } from "./settle";

/** What the deployment hands to the function. */
const environment = z
  .object({
    DISTRIBUTION_ID: z.string().min(1),
    IDEMPOTENCY_TABLE: z.string().min(1),
    SOURCE: z.enum(["queue", "kinesis"]),
    SETTINGS: z.string().transform((text) => settingsSchema.parse(JSON.parse(text))),
  })
  .parse(process.env);

const distributionId = environment.DISTRIBUTION_ID;
const report = (error: unknown): void => console.error(error);

const settle = settler(environment.SETTINGS, {
  ledger: dynamodbLedger(new DynamoDB(), environment.IDEMPOTENCY_TABLE, distributionId),
  invalidations: cloudfrontInvalidations(new CloudFront({ region: "us-east-1" }), distributionId, report),
  now: Date.now,
  // Past the console, which would wrap the line where the log is JSON: CloudWatch reads metrics from bare lines alone.
  tell: (told) => process.stdout.write(`${metricLine(told, distributionId, Date.now())}\n`),
});
const parts = { settle, report: (_record: unknown, error: unknown) => report(error) };

/** The Lambda handler. */
export const handler = environment.SOURCE === "queue" ? queueInvalidator(parts) : streamInvalidator(parts);
