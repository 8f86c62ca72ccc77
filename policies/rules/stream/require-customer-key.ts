import type { StreamArgs } from "@pulumi/aws/kinesis";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { keyProblems } from "../../core/keys";
import { describeProblem } from "../../core/message";
import { ofType } from "../../core/rule";

/** A Kinesis stream is encrypted with a key of the customer's. */
export const streamRequireCustomerKey: ResourceValidationPolicy = {
  name: "stream-require-customer-key",
  description: "Kinesis streams are encrypted with a customer's key.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("Kinesis.1", "Kinesis streams should be encrypted at rest"),
  tags: ["encryption"],
  remediationSteps: "Set encryptionType to KMS and kmsKeyId to the key of the stream's region.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html",
  validateResource: ofType<StreamArgs>("aws:kinesis/stream:Stream", (stream, _args, report) => {
    const { encryptionType } = stream;
    if (encryptionType !== "KMS") {
      report(describeProblem({ property: "encryptionType", got: encryptionType, expected: "KMS" }));
      return;
    }
    keyProblems("kmsKeyId", () => stream.kmsKeyId).forEach((problem) => report(problem));
  }),
};
