import type { Properties } from "../../../../../planner/plan";
import type { Leak, Planted, Zone } from "../program";
import { FAR, IN, IN_EU, ORDERS, pair, type Swap, US } from "./pair";

const FAR_AWAY: Swap = ["us-east-1", "eu-central-1"];

/** An object of a cluster, as `eu core/v1:Service db`: its zone, its kind, its name. */
function object(what: string, inputs: Properties): Planted {
  const [zone = "", kind = "", name = ""] = what.split(" ");
  const home: Zone = zone === "in" ? "in" : "eu";
  return { in: home, type: `kubernetes:${kind}`, name, holds: null, inputs: { metadata: { name }, ...inputs } };
}

/** A secret of a cluster that holds an address, as the provider takes it. */
function secret(region: string): Planted {
  const url = `postgresql://user:word@orders.abc.${region}.rds.amazonaws.com:5432/orders`;
  return object("eu core/v1:Secret s", { data: { url: Buffer.from(url).toString("base64") } });
}

/** Objects of clusters, and of operators in them. */
export const CLUSTERS: readonly Leak[] = [
  pair({
    title: "a collector is told an exporter by YAML in a value of its configuration",
    leak: [
      object("eu core/v1:ConfigMap c", {
        data: { "config.yaml": "exporters:\n  otlp:\n    endpoint: api.traces.example:4317\n" },
      }),
    ],
    swaps: [["api.traces.example", "collector.shop.svc.cluster.local"]],
    at: "c data.config.yaml",
  }),
  {
    title: "a secret of a cluster holds the address of a database in Virginia, in base64",
    leak: [secret("us-east-1")],
    twin: [secret("eu-central-1")],
    at: "s data.url",
  },
  pair({
    title: "a volume of a cluster is a file system in Virginia",
    leak: [
      object("eu core/v1:PersistentVolume v", {
        spec: { nfs: { server: "fs-0123456789abcdef0.efs.us-east-1.amazonaws.com", path: "/" } },
      }),
    ],
    swaps: [FAR_AWAY],
    at: "v spec.nfs.server",
  }),
  pair({
    title: "disks of a class are encrypted under a key of another account",
    leak: [
      object("in storage.k8s.io/v1:StorageClass c", {
        provisioner: "ebs.csi.aws.com",
        parameters: { encrypted: "true", kmsKeyId: `arn:aws:kms:ap-south-1:${US}:key/1` },
      }),
    ],
    swaps: [[US, IN]],
    at: "c parameters.kmsKeyId",
  }),
  pair({
    title: "an operator keeps backups of the cluster in a bucket of another partition",
    leak: [
      ORDERS,
      FAR,
      object("eu velero.io/v1:BackupStorageLocation b", {
        spec: { provider: "aws", objectStorage: { bucket: "us-files" } },
      }),
    ],
    swaps: [IN_EU],
    at: "b spec.objectStorage.bucket",
  }),
  pair({
    title: "a service of a cluster ends at an address of the internet",
    leak: [
      object("eu discovery.k8s.io/v1:EndpointSlice e", {
        addressType: "IPv4",
        endpoints: [{ addresses: ["198.51.100.7"] }],
      }),
    ],
    swaps: [["198.51.100.7", "10.0.1.7"]],
    at: "e endpoints[0].addresses[0]",
  }),
  pair({
    title: "an annotation sends the access log of an entrance into a bucket of another partition",
    leak: [
      ORDERS,
      FAR,
      object("eu networking.k8s.io/v1:Ingress i", {
        metadata: {
          name: "i",
          annotations: {
            "alb.ingress.kubernetes.io/load-balancer-attributes":
              "access_logs.s3.enabled=true,access_logs.s3.bucket=us-files",
          },
        },
      }),
    ],
    swaps: [IN_EU],
    at: "i metadata.annotations.alb.ingress.kubernetes.io/load-balancer-attributes",
  }),
  pair({
    title: "a chart writes what it measures to a host that nobody declares",
    leak: [
      object("eu helm.sh/v3:Release r", {
        values: { server: { remoteWrite: [{ url: "https://metrics.vendor.example/write" }] } },
      }),
    ],
    swaps: [["metrics.vendor.example", "aps-workspaces.eu-central-1.amazonaws.com"]],
    at: "r values.server.remoteWrite[0].url",
  }),
  pair({
    title: "secrets are read in Virginia where Mumbai does not answer",
    leak: [
      object("in secrets-store.csi.x-k8s.io/v1:SecretProviderClass p", {
        spec: { provider: "aws", parameters: { region: "ap-south-1", failoverRegion: "us-east-1" } },
      }),
    ],
    swaps: [["us-east-1", "ap-south-2"]],
    at: "p spec.parameters.failoverRegion",
  }),
  pair({
    title: "an operator mirrors every topic to brokers in Virginia",
    leak: [
      object("eu kafka.strimzi.io/v1beta2:KafkaMirrorMaker2 m", {
        spec: {
          clusters: [
            { alias: "near", bootstrapServers: "orders-kafka-bootstrap.shop.svc:9092" },
            { alias: "far", bootstrapServers: "b-1.far.abc.c2.kafka.us-east-1.amazonaws.com:9098" },
          ],
        },
      }),
    ],
    swaps: [FAR_AWAY],
    at: "m spec.clusters[1].bootstrapServers",
  }),
];
