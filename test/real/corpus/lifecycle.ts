import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

class Group extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("corpus:index:Group", name, {}, opts);
    new aws.sqs.Queue(`${name}-inherits`, {}, { parent: this });
    new aws.sqs.Queue(`${name}-own`, {}, { parent: this, protect: false, retainOnDelete: false });
    this.registerOutputs({});
  }
}

/** Options about the life of a resource, and which of them a child inherits. */
export function program(): void {
  const cluster = new aws.ecs.Cluster("cluster", {}, { protect: true, retainOnDelete: true });
  new aws.ecs.Service("service", { cluster: cluster.arn }, { deletedWith: cluster, parent: cluster });
  new aws.sqs.Queue("replaced", { name: "fixed" }, { deleteBeforeReplace: true, replaceOnChanges: ["name", "tags.a"] });
  new aws.sqs.Queue("kept-name", {}, { deleteBeforeReplace: false });
  new aws.sqs.Queue("ignoring", { tags: { a: "b" } }, { ignoreChanges: ['tags["a"]', "delaySeconds"] });
  new aws.sqs.Queue("hidden", {}, { hideDiffs: ["tags"] });
  new aws.sqs.Queue("patient", {}, { customTimeouts: { create: "1h30m", update: "90s", delete: "5m" } });
  new aws.sqs.Queue("follows", {}, { replaceWith: [cluster] });
  new Group("protected", { protect: true, retainOnDelete: true });
  new Group("plain", { deletedWith: cluster });
}
