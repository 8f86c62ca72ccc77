import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Unknown values everywhere an input can hold one, and what is computed from them. */
export function program(): Record<string, unknown> {
  const key = new aws.kms.Key("key", { description: "known" });
  const queue = new aws.sqs.Queue("queue", { kmsMasterKeyId: key.arn, name: "orders" });
  new aws.sqs.Queue("interpolated", { name: pulumi.interpolate`${queue.name}-${key.keyId}` });
  new aws.sqs.Queue("known-of-a-resource", { name: pulumi.interpolate`${queue.name}-again` });
  new aws.iam.Policy("as-json", {
    policy: pulumi.jsonStringify({ Statement: [{ Resource: [queue.arn, "*"], Action: "sqs:*" }] }),
  });
  new aws.ec2.SecurityGroup("in-lists", {
    ingress: [{ protocol: "tcp", fromPort: 1, toPort: 2, securityGroups: [key.keyId, "sg-1"] }],
    tags: pulumi.all([key.arn, queue.name]).apply(([arn, name]) => ({ [name]: arn })),
  });
  new aws.sqs.Queue("lifted", { tags: { first: key.arn.apply((arn) => arn.split(":")[0] ?? ""), name: queue.name } });
  new aws.iam.Role("inline", {
    assumeRolePolicy: "{}",
    inlinePolicies: [{ name: "known", policy: queue.arn }, pulumi.output({ name: queue.name, policy: "{}" })],
  });
  return {
    unknown: key.arn,
    list: [key.arn, "known"],
    object: { key: { arn: key.arn, description: key.description } },
  };
}
