import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Autoscaler, Workload, type NetworkDestination, type TotalMetric } from "inventory-platform/components";
import { mountedOf, type Mounted } from "./mounted";
import { regionOf, type Region } from "./region";
import type { Settings } from "./settings";

const NAME = "inventory-service";
const PORT = 8_080;
const POSTGRESQL = 5_432;
const HTTPS = 443;
const ANYWHERE = "0.0.0.0/0";

/** Commands that wait for their batch. A pod's lane takes a batch of 256 in a few milliseconds: 500 that wait are two. */
const WAITING: TotalMetric = {
  kind: "total",
  name: "inventory_service_waiting_commands",
  query: "sum(inventory_waiting_commands)",
  targetPerPod: 500,
};

/** Deploys the service into a region of the platform. */
export function deployInventoryService(settings: Settings): Readonly<Record<string, pulumi.Output<string>>> {
  const region = regionOf(settings);
  const mounted = mountedOf(settings);
  const opts = { providers: [awsProvider(settings), kubernetesProvider(settings, region)] };
  const workload = new Workload(
    NAME,
    {
      role: "server",
      image: { repository: settings.image, tag: settings.tag },
      port: PORT,
      metricsPath: "/metrics",
      cpuMillicores: 500,
      memory: "1 GiB",
      env: { ...variablesOf(settings, region), ...mounted.variables },
      files: mounted.files,
      ...(mounted.operationsPort === undefined ? {} : { operationsPort: mounted.operationsPort }),
      identity: {
        cluster: { clusterName: region.clusterName, name: region.clusterName },
        rights: {
          LogInToDatabase: { actions: ["rds-db:connect"], resources: [region.connectArn] },
          ...region.adapters.rights,
        },
      },
      allowFrom: Object.fromEntries(settings.callers.map((namespace) => [namespace, { kind: "namespace", namespace }])),
      allowTo: destinationsOf(settings, region, mounted),
      region: settings.region,
      tags: tagsOf(settings),
    },
    opts,
  );
  buildAutoscaler(settings, { workload, region }, opts);
  return { namespace: workload.namespace, serviceName: workload.serviceName };
}

/** Where its pods go: to the database, AWS and the stores of the region, to S3 by its gateway, and to parties anywhere. */
function destinationsOf(
  { cidr }: Settings,
  { adapters }: Region,
  mounted: Mounted,
): Readonly<Record<string, NetworkDestination>> {
  const goesAnywhere = adapters.usesS3 || mounted.usesInternet;
  return {
    region: { peer: { kind: "cidr", cidr }, ports: [POSTGRESQL, HTTPS, ...adapters.ports] },
    ...(goesAnywhere ? { gateways: { peer: { kind: "cidr", cidr: ANYWHERE }, ports: [HTTPS] } } : {}),
    ...mounted.destinations,
  };
}

/** Variables of the service's own `config.ts`: all of them but what a database of its own needs. */
function variablesOf(
  { region, partition, hosts, writeEpoch }: Settings,
  { databaseUrl, role, adapters }: Region,
): Readonly<Record<string, pulumi.Input<string>>> {
  return {
    HOST: "0.0.0.0",
    PORT: String(PORT),
    AWS_REGION: region,
    PARTITION: partition,
    PARTITION_HOSTS: JSON.stringify(hosts),
    DATABASE_URL: databaseUrl,
    DATABASE_AUTH: "aws-iam",
    DATABASE_CONNECTIONS: "8",
    WRITE_EPOCH: String(writeEpoch),
    // The database of a secondary takes no migrations: they come from the primary.
    DATABASE_MIGRATE: role.apply((current) => String(current === "primary")),
    ...adapters.variables,
  };
}

function buildAutoscaler(
  settings: Settings,
  { workload, region }: { readonly workload: Workload; readonly region: Region },
  opts: pulumi.ComponentResourceOptions,
): Autoscaler {
  const { minReplicas, maxReplicas } = settings;
  const source = { served: [], keda: true, prometheusUrl: region.prometheusUrl };
  const target = workload.scaleTarget;
  return new Autoscaler(
    NAME,
    { kind: "keda", target, source, metrics: [WAITING], minReplicas, maxReplicas, tags: tagsOf(settings) },
    opts,
  );
}

function tagsOf({ environment, owner, costCenter, partition }: Settings) {
  return {
    environment,
    service: NAME,
    owner,
    "cost-center": costCenter,
    channel: "all",
    feature: "reservations",
    "data-class": "personal",
    residency: partition,
  } as const;
}

function awsProvider({ region, account, deployRole }: Settings): aws.Provider {
  return new aws.Provider(`aws-${region}`, {
    region,
    allowedAccountIds: [account],
    assumeRoles: [{ roleArn: deployRole }],
  });
}

function kubernetesProvider({ region }: Settings, { kubeconfig }: Region): kubernetes.Provider {
  return new kubernetes.Provider(`kubernetes-${region}`, { kubeconfig });
}
