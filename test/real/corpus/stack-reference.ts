import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Outputs of another stack, through every way of asking for them. */
export async function program(): Promise<Record<string, unknown>> {
  const other = new pulumi.StackReference("organization/producer/dev");
  const named = new pulumi.StackReference("named", { name: "organization/producer/dev" });
  const details = await other.getOutputDetails("password");
  new aws.sqs.Queue("consumer", {
    tags: {
      id: other.requireOutput("queueId"),
      password: other.getOutput("password"),
      subnets: pulumi.jsonStringify(named.getOutput("network")),
      count: named.requireOutput("count").apply(String),
      missing: other.getOutput("missing").apply((value) => String(value)),
      detail: details.secretValue === undefined ? "open" : "secret",
    },
  });
  return { password: other.getOutput("password"), network: named.getOutput("network") };
}
