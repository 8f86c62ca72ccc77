import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

interface ShopArgs {
  readonly name: string;
  readonly queue: aws.sqs.Queue;
  readonly url: pulumi.Input<string>;
  readonly password: pulumi.Input<string>;
  readonly limits: { readonly low: number; readonly high: pulumi.Input<number> };
  readonly absent?: string;
}

class Shop extends pulumi.ComponentResource {
  constructor(name: string, args: ShopArgs, opts?: pulumi.ComponentResourceOptions) {
    super("corpus:index:Shop", name, args, opts);
    new aws.sns.Topic(`${name}-topic`, { tags: { url: args.url } }, { parent: this });
    this.registerOutputs({ url: args.url, password: args.password, high: args.limits.high });
  }
}

class Silent extends pulumi.ComponentResource {
  constructor(name: string) {
    super("corpus:index:Silent", name, { given: "but no outputs registered" });
  }
}

/** Inputs of components: plain, unknown, secret, nested, and other resources; with and without registered outputs. */
export function program(): void {
  const queue = new aws.sqs.Queue("queue");
  const args = {
    name: "shop",
    queue,
    url: queue.url,
    password: pulumi.secret("swordfish"),
    limits: { low: 0, high: 9 },
  };
  new Shop("shop", args);
  new Shop("again", { ...args, limits: { low: 0, high: queue.delaySeconds.apply((delay) => delay ?? 0) } });
  new Silent("silent");
}
