import type { TagValues } from "../../facts/tag-schema";
import type { Environment } from "../environment-schema";
import { DEPLOY_ROLE, roleArn } from "./accounts";
import { entriesByKey } from "./order";
import { NO_PARTITION, environmentTags, withTags } from "./tags";

type Endpoint = Environment["endpoints"][string];

/** How clients are led to a region, and the region's part in it. */
export type PlannedPolicy = { readonly kind: "weighted"; readonly weight: number } | { readonly kind: "latency" };

/** An endpoint in one region. */
export interface PlannedEndpoint {
  /** Name in the environment file. */
  readonly name: string;
  /** Region that answers. */
  readonly region: string;
  /** Domain that clients call, the same in every region of the partition. */
  readonly domain: string;
  /** Host that answers in the region. */
  readonly host: string;
  /** How clients are led there. */
  readonly policy: PlannedPolicy;
  /**
   * Path of the health check.
   *
   * @default - the component's
   */
  readonly healthPath?: string;
  /**
   * ARN of the routing control that can take the region out.
   *
   * @default - none
   */
  readonly routingControlArn?: string;
  /** Its tags; a record and its checks hold no partition's data. */
  readonly tags: TagValues;
}

/** Who may change the zone that the records lie in. */
export interface PlannedZone {
  /** Account of the zone. */
  readonly account: string;
  /** Region that serves what has none. */
  readonly region: string;
  /** ARN of the role that the provider assumes there. */
  readonly deployRoleArn: string;
}

/** The endpoints of an environment in all regions, by partition and name, in the order of the regions. */
export function endpointsOf(environment: Environment): PlannedEndpoint[] {
  return entriesByKey(environment.partitions).flatMap(([partition, { regions }]) =>
    entriesByKey(environment.endpoints).flatMap(([name, endpoint]) =>
      regions.map((region) => endpointIn(environment, endpoint, { name, partition, region })),
    ),
  );
}

/** The zone of the environment's domain, which the global stack owns. */
export function zoneOf({
  account,
  region,
  awsPartition,
}: Omit<PlannedZone, "deployRoleArn"> & {
  readonly awsPartition: Parameters<typeof roleArn>[0];
}): PlannedZone {
  return { account, region, deployRoleArn: roleArn(awsPartition, account, DEPLOY_ROLE) };
}

function endpointIn(
  environment: Environment,
  { policy, hosts, routingControls, healthPath, tags }: Endpoint,
  { name, partition, region }: { readonly name: string; readonly partition: string; readonly region: string },
): PlannedEndpoint {
  const { domain } = environment;
  const control = routingControls[region];
  return {
    name,
    region,
    domain: `${name}.${partition}.${domain}`,
    host: hosts[region] ?? `${name}.${region}.${domain}`,
    policy: policy.kind === "weighted" ? { kind: "weighted", weight: policy.weights[region] ?? 0 } : policy,
    ...(healthPath === undefined ? {} : { healthPath }),
    ...(control === undefined ? {} : { routingControlArn: control }),
    tags: withTags(environmentTags(environment, NO_PARTITION), tags),
  };
}
