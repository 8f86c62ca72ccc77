import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** The stack that others refer to: plain, secret and nested outputs. */
export function program(): Record<string, unknown> {
  const queue = new aws.sqs.Queue("orders", { name: "orders" });
  return {
    queueId: queue.id,
    queueName: queue.name,
    password: pulumi.secret("swordfish"),
    network: { subnets: ["a", "b"], token: pulumi.secret("nested") },
    count: 3,
  };
}
