import type { EncryptionKey } from "../../components/keys";
import { Network, NETWORK_DEFAULTS } from "../../components/network";
import type { Site } from "./site";

/** What a job over a feed calls beside what every workload does: the bus of its proposals, and the catalogue. */
const RESTOCK_ENDPOINTS = ["events", "glue"] as const;

/** Builds the network of a region. */
export function buildNetwork({ stack, opts }: Site, logs: EncryptionKey): Network {
  return new Network(
    "network",
    {
      cidr: stack.cidr,
      zones: stack.zones,
      nat: stack.sizes.nat,
      ...(stack.cluster === undefined ? {} : { clusterName: stack.name }),
      ...(stack.feeds.some(({ restock }) => restock !== undefined)
        ? { endpoints: [...NETWORK_DEFAULTS.endpoints, ...RESTOCK_ENDPOINTS] }
        : {}),
      logKeyArn: logs.keyArn,
      region: stack.region,
      tags: stack.tags,
    },
    opts,
  );
}
