import type { Evidence } from "./evidence";
import type { Fleet, FleetStack } from "./fleet";
import { plain } from "./plain";
import { placesInText } from "./text-places";
import { judgePlace } from "./verdict";
import type { Zone } from "./zone";

/** A provider that is given endpoints of its own sends every call of its resources there. */
export function judgeProviders({ plan }: FleetStack, zone: Zone, fleet: Fleet): Evidence[] {
  return plan.resources
    .filter(({ type }) => type === "pulumi:providers:aws")
    .flatMap((provider) => {
      const { endpoints } = plain(provider.inputs);
      const text = typeof endpoints === "string" ? endpoints : JSON.stringify(endpoints ?? "");
      return placesInText(text, fleet).map((place) => ({
        zone: zone.name,
        stack: plan.stack,
        urn: provider.urn,
        input: "endpoints",
        kind: "egress",
        ...judgePlace(place, zone, fleet),
      }));
    });
}
