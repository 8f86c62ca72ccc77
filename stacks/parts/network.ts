import type { EncryptionKey } from "../../components/keys";
import { Network } from "../../components/network";
import type { Site } from "./site";

/** Builds the network of a region. */
export function buildNetwork({ stack, opts }: Site, logs: EncryptionKey): Network {
  return new Network(
    "network",
    {
      cidr: stack.cidr,
      zones: stack.zones,
      nat: stack.sizes.nat,
      ...(stack.cluster === undefined ? {} : { clusterName: stack.name }),
      logKeyArn: logs.keyArn,
      region: stack.region,
      tags: stack.tags,
    },
    opts,
  );
}
