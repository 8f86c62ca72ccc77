import { randomBytes, randomUUID } from "node:crypto";
import { APIGateway } from "@aws-sdk/client-api-gateway";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { gatewayKeys } from "./gateway-keys";
import { logLine } from "./metrics";
import { partnerKeys } from "./partner-keys";
import { rotator } from "./rotate";
import { settingsSchema } from "./settings";
import { storedKeys } from "./stored-keys";

/** What the deployment hands to the function. */
const environment = z
  .object({
    API_NAME: z.string().min(1),
    SETTINGS: z.string().transform((text) => settingsSchema.parse(JSON.parse(text))),
  })
  .parse(process.env);

/** 256 bits; API Gateway takes 20 to 128 characters. */
const KEY_BYTES = 32;

const apiName = environment.API_NAME;
const gateway = new APIGateway();
const secrets = new SecretsManager();
const rotate = rotator(environment.SETTINGS, {
  partner: (partner, { usagePlanId, secretArn }) =>
    partnerKeys({
      gateway: gatewayKeys(gateway, { apiName, partner, usagePlanId }),
      stored: storedKeys(secrets, secretArn),
      draw: () => ({ version: randomUUID(), value: randomBytes(KEY_BYTES).toString("hex") }),
      now: Date.now,
    }),
  now: Date.now,
  // Past the console, which would wrap the line where the log is JSON: CloudWatch reads metrics from bare lines alone.
  tell: (told) => process.stdout.write(`${logLine(told, apiName, Date.now())}\n`),
});

/** The Lambda handler: whatever calls it, the keys are brought to what they are to be. */
export const handler = async (): Promise<void> => rotate();
