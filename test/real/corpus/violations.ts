import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** What a policy pack has something to say about, in components too, with unknown and with secret values. */
export function program(): void {
  const tags = {
    environment: "dev",
    service: "allocation",
    owner: "inventory",
    "cost-center": "engineering",
    channel: "online",
    feature: "stock",
    "data-class": "internal",
    residency: "eu-gdpr",
  };
  const group = new pulumi.ComponentResource("corpus:index:Group", "group");
  const key = new aws.kms.Key("key", { tags });
  new aws.sqs.Queue("untagged", {}, { parent: group });
  new aws.sqs.Queue("mistagged", { tags: { ...tags, environment: "Production!" } });
  new aws.sqs.Queue("secret-tag", { tags: { ...tags, owner: pulumi.secret("nobody knows") } });
  new aws.sqs.Queue("unknown-tag", { tags: { ...tags, owner: key.keyId } });
  new aws.sqs.Queue("abroad", { tags, region: "us-east-1" });
  const provider = new aws.Provider("elsewhere", { region: "us-west-2" });
  new aws.sqs.Queue("through-a-provider", { tags }, { provider });
  new aws.kinesis.Stream("unencrypted", { tags, streamModeDetails: { streamMode: "ON_DEMAND" } });
  new aws.kinesis.Stream("encrypted", { tags, encryptionType: "KMS", kmsKeyId: key.arn });
  new aws.dynamodb.Table("table", { tags, hashKey: "sku", attributes: [{ name: "sku", type: "S" }] });
  new aws.cloudwatch.LogGroup("logs", { tags });
  const target = { apiVersion: "apps/v1", kind: "Deployment", name: "worker" };
  const cpu = { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 60 } } };
  new kubernetes.autoscaling.v2.HorizontalPodAutoscaler("on-cpu", {
    spec: { scaleTargetRef: target, minReplicas: 1, maxReplicas: 3, metrics: [cpu] },
  });
}
