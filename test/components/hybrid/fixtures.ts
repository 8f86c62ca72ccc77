import { ACCOUNT, TAGS } from "../core/fixtures";

/** Topic that alarms notify. */
export const TOPIC = `arn:aws:sns:eu-central-1:${ACCOUNT}:on-call`;
/** Key of the logs. */
export const LOG_KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/logs`;
/** Address of the folder of runbooks. */
export const RUNBOOKS = "https://runbooks.example.com";

/** What every component of the folder is given. */
export const SURROUNDINGS = {
  vpcId: "vpc-1",
  subnetIds: { "eu-central-1b": "subnet-b", "eu-central-1a": "subnet-a" },
  logKeyArn: LOG_KEY,
  alarmTopicArns: [TOPIC],
  runbooksUrl: RUNBOOKS,
  tags: TAGS,
} as const;

/** Addresses on both sides. */
export const SIDES = { cidr: "10.64.0.0/16", onPremisesCidrs: ["192.168.0.0/20", "10.1.0.0/16"] } as const;
