import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

class Inner extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("corpus:index:Inner", name, {}, opts);
    new aws.sqs.Queue(`${name}-queue`, {}, { parent: this });
    this.registerOutputs({});
  }
}

class Outer extends pulumi.ComponentResource {
  constructor(name: string, other: aws.Provider, opts?: pulumi.ComponentResourceOptions) {
    super("corpus:index:Outer", name, {}, opts);
    new Inner(`${name}-inherits`, { parent: this });
    new Inner(`${name}-overrides`, { parent: this, provider: other });
    const queue = new aws.sqs.Queue(`${name}-own`, {}, { parent: this, provider: other });
    new aws.sqs.QueuePolicy(`${name}-under-a-resource`, { queueUrl: queue.url, policy: "{}" }, { parent: queue });
    this.registerOutputs({});
  }
}

/** Which provider a resource gets: its own, its parent's, an ancestor's, or the default one. */
export function program(): void {
  const ireland = new aws.Provider("ireland", { region: "eu-west-1" });
  const frankfurt = new aws.Provider("frankfurt", { region: "eu-central-1" });
  new Outer("explicit", frankfurt, { provider: ireland });
  new Outer("default", frankfurt);
}
