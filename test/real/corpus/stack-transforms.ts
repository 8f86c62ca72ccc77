import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

class Store extends pulumi.ComponentResource {
  constructor(name: string) {
    super("corpus:index:Store", name, { size: 1 });
    const bucket = new aws.s3.Bucket(`${name}-data`, { tags: { from: "component" } }, { parent: this });
    new aws.s3.BucketVersioning(
      `${name}-versions`,
      { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Transforms of the whole stack: the engine calls back for every resource, components included, in order. */
export function program(): void {
  pulumi.runtime.registerResourceTransform(({ props, opts, type }) =>
    type.startsWith("aws:s3/bucket:")
      ? { props: { ...props, tags: { ...props["tags"], first: type } }, opts }
      : undefined,
  );
  pulumi.runtime.registerResourceTransform(async ({ name, props, opts, custom }) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return custom ? { props, opts: { ...opts, ignoreChanges: [`tags.${name}`], protect: true } } : undefined;
  });
  pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
    type === "corpus:index:Store" ? { props: { ...props, size: 2 }, opts } : undefined,
  );
  new Store("store");
  const key = new aws.kms.Key("key");
  new aws.sqs.Queue("queue", { kmsMasterKeyId: key.arn, tags: { secret: pulumi.secret("kept") } });
}
