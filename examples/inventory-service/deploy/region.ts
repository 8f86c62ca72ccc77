import * as pulumi from "@pulumi/pulumi";
import { readRegion } from "inventory-platform/platform";
import { adaptersOf, type Adapters, type Need } from "./adapters";
import type { Settings } from "./settings";

/** What the service needs of its region; a region that lacks some of it is refused by its name. */
export interface Region {
  /** What it is to its partition today. */
  readonly role: pulumi.Output<string>;
  /** Name of its EKS cluster. */
  readonly clusterName: pulumi.Output<string>;
  /** Kubeconfig of the cluster. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Address of the database, with its user and without a password. */
  readonly databaseUrl: pulumi.Output<string>;
  /** ARN by which the service logs in. */
  readonly connectArn: pulumi.Output<string>;
  /** Prometheus that the autoscaler asks. */
  readonly prometheusUrl: pulumi.Output<string>;
  /** What the settings have it use beside. */
  readonly adapters: Adapters;
}

const WITHOUT_DATABASE =
  "the service keeps its reservations in PostgreSQL: choose a region of an environment whose pattern has a relational database, such as microservices-relational";
const WITHOUT_CLUSTER =
  "the service runs on Kubernetes: choose a region of an environment whose pattern does, such as microservices-relational";
const WITHOUT_KEDA = "its autoscaler needs KEDA, which runs where a service of the environment scales by kind keda";

/**
 * Reads the region's stack.
 * @throws Error, as the outputs are read, where the region has no database, no cluster or no KEDA, or is another than the settings say
 */
export function regionOf(settings: Settings): Region {
  const { platform, stack } = settings;
  const name = `${pulumi.getOrganization()}/${platform}/${stack}`;
  const target = readRegion(name);
  const need: Need = <T>(output: pulumi.Output<T | undefined>, what: string, why: string) =>
    output.apply((value): NonNullable<T> => {
      if (value === undefined || value === null) {
        throw new Error(`${name} gives no ${what}: ${why}`);
      }
      return value;
    });
  const database = need(target.database, "database", WITHOUT_DATABASE);
  const metrics = need(target.metrics, "metrics", WITHOUT_KEDA);
  return {
    adapters: adaptersOf(settings, target, need),
    role: target.role,
    clusterName: need(target.clusterName, "clusterName", WITHOUT_CLUSTER),
    kubeconfig: need(target.kubeconfig, "kubeconfig", WITHOUT_CLUSTER),
    databaseUrl: pulumi
      .all([database, placeOf(name, settings, target)])
      .apply(
        ([{ username, endpoint, name: own }]) => `postgres://${username}@${endpoint}:5432/${own}?sslmode=verify-full`,
      ),
    connectArn: need(database.connectArns[0] ?? pulumi.output(undefined), "database.connectArns", WITHOUT_DATABASE),
    prometheusUrl: metrics.apply(({ prometheusUrl, keda }) => {
      if (!keda) {
        throw new Error(`${name} gives metrics without KEDA: ${WITHOUT_KEDA}`);
      }
      return prometheusUrl;
    }),
  };
}

/** Where the region lies, once that is where the settings say: providers, tags and network policy come from these. */
function placeOf(
  name: string,
  settings: Settings,
  target: ReturnType<typeof readRegion>,
): pulumi.Output<Readonly<Record<string, string>>> {
  const { region, partition, cidr } = target;
  return pulumi.all({ region, partition, cidr }).apply((given) => {
    const known = new Map(Object.entries(given));
    const said = { region: settings.region, partition: settings.partition, cidr: settings.cidr };
    const wrong = Object.entries(said).filter(([key, value]) => value !== known.get(key));
    if (wrong.length > 0) {
      const problems = wrong.map(
        ([key, value]) =>
          `inventory-service:${key} is "${value}", expected "${known.get(key)}" as ${name} gives; set it in Pulumi.${settings.stack}.yaml`,
      );
      throw new Error(problems.join("\n"));
    }
    return given;
  });
}
