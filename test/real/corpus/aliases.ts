import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

class Store extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("corpus:index:Store", name, {}, opts);
    new aws.s3.Bucket(`${name}-data`, {}, { parent: this, aliases: [{ name: "data" }] });
    this.registerOutputs({});
  }
}

/** Every way of declaring another identity, on resources and on components whose children inherit it. */
export function program(): void {
  new aws.sqs.Queue("renamed", {}, { aliases: [{ name: "old-name" }] });
  new aws.sqs.Queue("retyped", {}, { aliases: [{ type: "aws:sqs/oldQueue:OldQueue" }] });
  new aws.sqs.Queue("by-urn", {}, { aliases: ["urn:pulumi:dev::corpus::aws:sqs/queue:Queue::by-another-urn"] });
  new aws.sqs.Queue("moved", {}, { aliases: [{ stack: "test", project: "elsewhere" }] });
  const parent = new Store("parent", { aliases: [{ name: "former-parent" }, { type: "corpus:index:OldStore" }] });
  new aws.sqs.Queue("adopted", {}, { parent, aliases: [{ parent: pulumi.rootStackResource }] });
  new aws.sqs.Queue("released", {}, { aliases: [{ parent }] });
  new aws.sqs.Queue("by-parent-urn", {}, { aliases: [{ parent: parent.urn }] });
  new aws.sqs.Queue("by-output", {}, { aliases: [pulumi.output("urn:pulumi:dev::corpus::a:b:C::d")] });
}
