import { HostedZone } from "../components/routing";
import type { GlobalOutputs } from "./outputs";
import { awsProvider } from "./providers";
import type { GlobalStack } from "./topology";

/** Builds the stack of what has no region. */
export function buildGlobal(stack: GlobalStack): GlobalOutputs {
  const providers = [awsProvider(stack)];
  const zone = new HostedZone(
    "domain",
    { domain: stack.domain, protect: stack.protect, tags: stack.tags },
    { providers },
  );
  return {
    domain: stack.domain,
    zoneId: zone.zoneId,
    nameServers: zone.nameServers,
    partitionByMarket: { ...stack.residences.markets },
    partitionByTenant: { ...stack.residences.tenants },
  };
}
