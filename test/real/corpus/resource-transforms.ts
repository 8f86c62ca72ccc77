import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

class Store extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("corpus:index:Store", name, {}, opts);
    new aws.s3.Bucket(`${name}-data`, { tags: { role: "data" } }, { parent: this });
    new aws.s3.Bucket(
      `${name}-logs`,
      { tags: { role: "logs" } },
      { parent: this, transforms: [({ props, opts }) => ({ props: { ...props, forceDestroy: true }, opts })] },
    );
    this.registerOutputs({});
  }
}

/** Transforms of single resources, and of components, which their children inherit; both kinds that the SDK has. */
export function program(): void {
  const key = new aws.kms.Key("key");
  new Store("transformed", {
    transforms: [
      ({ props, opts }) => ({ props: { ...props, tags: { ...props["tags"], key: key.arn } }, opts }),
      ({ props, opts, name }) => ({
        props,
        opts: pulumi.mergeOptions(opts, { retainOnDelete: name.endsWith("data") }),
      }),
    ],
  });
  new Store("transformations", {
    transformations: [({ props, opts }) => ({ props: { ...props, tags: { from: "transformation" } }, opts })],
  });
  const provider = new aws.Provider("elsewhere", { region: "eu-west-1" });
  new aws.sqs.Queue("moved", {}, { transforms: [({ props, opts }) => ({ props, opts: { ...opts, provider } })] });
  new aws.sqs.Queue(
    "bound",
    {},
    { transforms: [({ props, opts }) => ({ props, opts: { ...opts, dependsOn: [key] } })] },
  );
}
