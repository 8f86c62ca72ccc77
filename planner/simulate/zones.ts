import { Undecided } from "../resource/reader";
import { eventsOf } from "./events";
import type { StackResources } from "./read-stages";
import type { Scenario } from "./scenario";

/** Zones of the stack's subnets. Throws where a scenario loses one that is none of them. */
export function zonesOf({ ofType }: StackResources, { events }: Scenario): readonly string[] {
  const zones = [...new Set(ofType("aws:ec2/subnet:Subnet").map((subnet) => subnet.text("availabilityZone", "")))];
  const lost = eventsOf(events, "zone-loss").find(({ zone }) => !zones.includes(zone));
  if (lost !== undefined) {
    throw new Undecided(`zone "${lost.zone}" is none of the stack's: ${zones.toSorted().join(", ")}`);
  }
  return zones.length > 0 ? zones.toSorted() : [""];
}
