import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

class Leaf extends pulumi.ComponentResource {
  readonly queue: aws.sqs.Queue;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("corpus:index:Leaf", name, {}, opts);
    this.queue = new aws.sqs.Queue(`${name}-queue`, {}, { parent: this });
    new aws.sqs.QueuePolicy(`${name}-policy`, { queueUrl: this.queue.url, policy: "{}" }, { parent: this.queue });
    this.registerOutputs({});
  }
}

class Tree extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("corpus:index:Tree", name, {}, opts);
    new Leaf(`${name}-left`, { parent: this });
    new Leaf(`${name}-right`, { parent: this });
    new aws.sns.Topic(`${name}-topic`, {}, { parent: this });
    this.registerOutputs({});
  }
}

/** What depends on a component depends on the custom resources below it, not on the component. */
export function program(): void {
  const topic = new aws.sns.Topic("topic");
  const tree = new Tree("tree", { dependsOn: [topic] });
  new aws.sqs.Queue("on-component", {}, { dependsOn: tree });
  new aws.sqs.Queue("on-several", {}, { dependsOn: [tree, topic] });
  new aws.sqs.Queue("on-output", {}, { dependsOn: pulumi.output([topic]) });
  new aws.sqs.Queue("on-promise", {}, { dependsOn: Promise.resolve(topic) });
  new Tree("tree-after-tree", { dependsOn: [tree] });
  const read = aws.sqs.Queue.get("read", "https://queue.example.com/read");
  new aws.sqs.Queue("on-read", { tags: { url: read.url } }, { dependsOn: [read] });
  new aws.sns.TopicSubscription("by-property", { topic: topic.arn, protocol: "sqs", endpoint: read.arn });
}
