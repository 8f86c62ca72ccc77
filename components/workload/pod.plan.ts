import type { Size } from "../core";
import { DNS_EGRESS, planDestination, POD_IDENTITY_EGRESS } from "./network-rules";
import type { NetworkDestination, PlannedEgress } from "./network-rules";

/** A container image, pinned. */
export type WorkloadImage =
  | {
      /** Repository of the image, without tag or digest. */
      readonly repository: unknown;
      /** Tag; it must not move, so not `latest`. */
      readonly tag: string;
    }
  | {
      /** Repository of the image, without tag or digest. */
      readonly repository: unknown;
      /** Digest: `sha256:` and 64 hexadecimal digits. */
      readonly digest: string;
    };

/** What decides the shape of pods, whether they serve, work or run once. */
export interface PodPlanArgs {
  /** Its container image. */
  readonly image: WorkloadImage;
  /**
   * Namespace it runs in.
   *
   * @default - the component's name
   */
  readonly namespace?: string;
  /**
   * Whether the namespace is created, with restricted pod security; otherwise it must be there.
   *
   * @default true
   */
  readonly createNamespace?: boolean;
  /**
   * CPU that is reserved, in thousandths of a core.
   *
   * @default - 250 for a workload, 1,000 for a batch job
   */
  readonly cpuMillicores?: number;
  /**
   * Most CPU, in thousandths of a core.
   *
   * @default - four times what is reserved
   */
  readonly cpuLimitMillicores?: number;
  /**
   * Memory, reserved and at most: a pod that needs more is restarted, and takes none from its neighbours.
   *
   * @default - "512 MiB" for a workload, "2 GiB" for a batch job
   */
  readonly memory?: Size;
  /**
   * User and group that the process runs as; not 0.
   *
   * @default 65532
   */
  readonly userId?: number;
  /**
   * Whatever the pods may reach, by a name for the reader.
   *
   * @default - the cluster's name service, and the credentials of the role where it has one
   */
  readonly allowTo?: Readonly<Record<string, NetworkDestination>>;
}

/** What a container reserves, and what it may use at most. */
export interface PlannedResources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu: string; readonly memory: string };
}

/** Defaults of {@link PodPlanArgs} that all pods share; `cpuBurst` times the CPU that is reserved is its limit's. */
export const POD_DEFAULTS = { createNamespace: true, cpuBurst: 4, userId: 65_532 } as const;

/** What follows the repository in an image's name: `:tag` or `@digest`. */
export function planImageSuffix(image: WorkloadImage): string {
  return "digest" in image ? `@${image.digest}` : `:${image.tag}`;
}

/** What a container reserves, and what it may use at most; where `args` are silent, as `defaults` say. */
export function planResources(
  args: Pick<PodPlanArgs, "cpuMillicores" | "cpuLimitMillicores" | "memory">,
  defaults: { readonly cpuMillicores: number; readonly memory: Size },
): PlannedResources {
  const cpu = args.cpuMillicores ?? defaults.cpuMillicores;
  const memory = toQuantity(args.memory ?? defaults.memory);
  return {
    requests: { cpu: `${cpu}m`, memory },
    limits: { cpu: `${args.cpuLimitMillicores ?? cpu * POD_DEFAULTS.cpuBurst}m`, memory },
  };
}

/** Ways out: the name service, the credentials where the pods have a role, and what is declared. */
export function planEgress(
  allowTo: Readonly<Record<string, NetworkDestination>> | undefined,
  hasRole: boolean,
): PlannedEgress[] {
  const credentials = hasRole ? [POD_IDENTITY_EGRESS] : [];
  return [DNS_EGRESS, ...credentials, ...sortedValues(allowTo ?? {}).map(planDestination)];
}

/** The values of a record, in the order of their names: the order in which they were written does not matter. */
export function sortedValues<Value>(record: Readonly<Record<string, Value>>): Value[] {
  return Object.entries(record)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([, value]) => value);
}

/** Kubernetes writes binary units without the B. */
function toQuantity(size: Size): string {
  return size.replace(" ", "").replace(/B$/, "");
}
