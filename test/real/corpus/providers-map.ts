import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

class App extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("corpus:index:App", name, {}, opts);
    const queue = new aws.sqs.Queue(`${name}-queue`, {}, { parent: this });
    new kubernetes.core.v1.ConfigMap(`${name}-config`, { data: { queue: queue.url } }, { parent: this });
    this.registerOutputs({});
  }
}

/** Providers of several packages handed to a component, as a map, as a list, and beside a single one. */
export function program(): void {
  const cloud = new aws.Provider("cloud", { region: "eu-west-1" });
  const cluster = new kubernetes.Provider("cluster", { kubeconfig: "{}" });
  new App("by-map", { providers: { aws: cloud, kubernetes: cluster } });
  new App("by-list", { providers: [cloud, cluster] });
  new App("by-provider", { provider: cluster });
  new App("by-both", { provider: cloud, providers: [cluster] });
  new App("by-none");
}
