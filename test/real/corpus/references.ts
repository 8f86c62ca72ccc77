import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

class Holder extends pulumi.ComponentResource {
  constructor(name: string, held: Record<string, pulumi.Resource>) {
    super("corpus:index:Holder", name, { held, first: Object.values(held)[0] });
    this.registerOutputs({ held });
  }
}

/** Resources as values: in a component's inputs and outputs and in the stack's outputs. */
export function program(): Record<string, unknown> {
  const bucket = new aws.s3.Bucket("bucket");
  const holder = new Holder("holder", { bucket });
  const outer = new Holder("outer", { holder, bucket });
  new aws.sqs.Queue("queue", { tags: { bucket: bucket.bucket } });
  return { bucket, holder, list: [outer, bucket] };
}
