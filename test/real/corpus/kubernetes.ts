import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** Kubernetes objects through a provider that is not known yet, below one another, with secrets. */
export function program(): void {
  const cluster = new aws.eks.Cluster("cluster", { roleArn: "arn", vpcConfig: { subnetIds: ["subnet-1"] } });
  const kubeconfig = pulumi.secret(pulumi.jsonStringify({ server: cluster.endpoint }));
  const provider = new kubernetes.Provider("provider", { kubeconfig, enableServerSideApply: true });
  const options = { provider };
  const namespace = new kubernetes.core.v1.Namespace("shop", { metadata: { name: "shop" } }, options);
  const inside = { namespace: namespace.metadata.name, labels: { app: "shop" } };
  const secret = new kubernetes.core.v1.Secret("secret", { metadata: inside, stringData: { key: "hidden" } }, options);
  new kubernetes.apps.v1.Deployment(
    "deployment",
    {
      metadata: inside,
      spec: {
        selector: { matchLabels: { app: "shop" } },
        template: {
          metadata: { labels: { app: "shop" }, annotations: { secret: secret.metadata.name } },
          spec: { containers: [{ name: "shop", image: "shop:1", resources: { limits: { cpu: "1" } } }] },
        },
      },
    },
    { ...options, parent: namespace, ignoreChanges: ["spec.replicas"] },
  );
  const crd = { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", metadata: inside, spec: { minReplicaCount: 0 } };
  new kubernetes.apiextensions.CustomResource("scaler", crd, { ...options, dependsOn: [namespace] });
  new kubernetes.helm.v3.Release("release", { chart: "chart", values: { a: { b: [cluster.name] } } }, options);
}
