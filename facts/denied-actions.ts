/*
 * What no deployment may do, though a verb of its rights covers it. Source and date are those of `DEPLOY_ACTIONS_SOURCE` in deploy-actions.ts.
 */

/** Calls that read or write what the platform's stores hold, which no deployment needs. */
export const DATA_ACTIONS = [
  "athena:GetQueryResults",
  "dynamodb:BatchGetItem",
  "dynamodb:GetRecords",
  "dynamodb:PartiQL*",
  "events:PutEvents",
  "firehose:PutRecord",
  "firehose:PutRecordBatch",
  "kafka-cluster:*",
  "kinesis:GetRecords",
  "kinesis:PutRecord",
  "kinesis:PutRecords",
  "kinesis:SubscribeToShard",
  "lambda:InvokeFunction",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetQueryResults",
  "rds-data:*",
  "rds-db:connect",
  "sqs:ReceiveMessage",
  "ssm:StartSession",
] as const;

/** Calls that read or write objects of a bucket, which a deployment needs on its state alone. */
export const OBJECT_ACTIONS = ["s3:DeleteObject*", "s3:GetObject*", "s3:PutObject*"] as const;

/** Calls that make credentials which do not expire, or a way in beside the roles. */
export const LONG_LIVED_CREDENTIAL_ACTIONS = [
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateGroup",
  "iam:CreateLoginProfile",
  "iam:CreateOpenIDConnectProvider",
  "iam:CreateSAMLProvider",
  "iam:CreateServiceSpecificCredential",
  "iam:CreateUser",
  "iam:PutGroupPolicy",
  "iam:PutUserPolicy",
  "iam:UpdateAccessKey",
  "iam:UpdateLoginProfile",
  "iam:UpdateOpenIDConnectProviderThumbprint",
  "iam:UpdateSAMLProvider",
  "iam:UploadSSHPublicKey",
  "iam:UploadSigningCertificate",
] as const;
