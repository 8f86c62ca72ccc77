import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Configuration: of the program, secret and structured, and of default providers. */
export function program(): Record<string, unknown> {
  const config = new pulumi.Config();
  const limits = config.requireObject<{ readonly low: number }>("limits");
  new aws.sqs.Queue("queue", {
    delaySeconds: config.requireNumber("delay"),
    tags: { token: config.requireSecret("token"), low: String(limits.low), stack: pulumi.getStack() },
  });
  return {
    token: config.requireSecret("token"),
    absent: config.get("absent") ?? "absent",
    place: `${pulumi.getOrganization()}/${pulumi.getProject()}`,
    dryRun: pulumi.runtime.isDryRun(),
  };
}
