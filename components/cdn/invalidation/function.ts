import { CloudFront } from "@aws-sdk/client-cloudfront";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { STS } from "@aws-sdk/client-sts";
import * as z from "zod";
import { CLOUDFRONT_REGION } from "../../../facts/cloudfront-limits";
import { assumedCredentials } from "./assumed-credentials";
import { cloudfrontInvalidations } from "./cloudfront-invalidations";
import { dynamodbLedger } from "./dynamodb-ledger";
import { queueInvalidator, streamInvalidator } from "./handler";
import { metricLine } from "./metrics";
import { settingsSchema } from "./settings";
import { settler } from "./settle";

/** A role of the distribution's account, where that is another. */
const roleSchema = z.object({ roleArn: z.string().min(1), externalId: z.string().min(1) });

/** What the deployment hands to the function. */
const environment = z
  .object({
    AWS_LAMBDA_FUNCTION_NAME: z.string().default("invalidation"),
    DISTRIBUTION_ID: z.string().min(1),
    IDEMPOTENCY_TABLE: z.string().min(1),
    SOURCE: z.enum(["queue", "kinesis"]),
    ROLE: z
      .string()
      .transform((text) => roleSchema.parse(JSON.parse(text)))
      .optional(),
    SETTINGS: z.string().transform((text) => settingsSchema.parse(JSON.parse(text))),
  })
  .parse(process.env);

const distributionId = environment.DISTRIBUTION_ID;
const report = (error: unknown): void => console.error(error);
const region = CLOUDFRONT_REGION;
const role = environment.ROLE;
// Sessions come from the region that CloudFront is managed from: every account has it, and nothing is invalidated without it.
const client = new CloudFront({
  region,
  ...(role === undefined
    ? {}
    : {
        credentials: assumedCredentials(
          new STS({ region }),
          { ...role, sessionName: environment.AWS_LAMBDA_FUNCTION_NAME },
          Date.now,
        ),
      }),
});

const settle = settler(environment.SETTINGS, {
  ledger: dynamodbLedger(new DynamoDB(), environment.IDEMPOTENCY_TABLE, distributionId),
  invalidations: cloudfrontInvalidations(client, distributionId, report),
  now: Date.now,
  // Past the console, which would wrap the line where the log is JSON: CloudWatch reads metrics from bare lines alone.
  tell: (told) => process.stdout.write(`${metricLine(told, distributionId, Date.now())}\n`),
});
const parts = { settle, report: (_record: unknown, error: unknown) => report(error) };

/** The Lambda handler. */
export const handler = environment.SOURCE === "queue" ? queueInvalidator(parts) : streamInvalidator(parts);
