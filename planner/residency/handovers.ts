import { DATA_HANDOVERS, type Handover } from "../../facts/data-handovers";
import type { Properties, PropertyValue } from "../plan";
import { holdingOf, type Holding } from "./data-class";
import type { Said } from "./evidence";
import type { FleetResource } from "./fleet";
import { excused, type Given } from "./paths";
import type { Place } from "./place";
import { judgePlace } from "./verdict";
import type { Zone } from "./zone";

/** Services of AWS that hand messages on to a chat or to telephones lead to whoever runs those. */
export function judgeHandovers(each: FleetResource, zone: Zone, given: Given): Said[] {
  const { type } = each.resource;
  const handovers = Object.hasOwn(DATA_HANDOVERS, type) ? (DATA_HANDOVERS[type] ?? []) : [];
  return handovers.filter((one) => isMeant(one, each)).flatMap((one) => judgeHandover(one, { each, zone, given }));
}

function isMeant({ when }: Handover, { inputs }: FleetResource): boolean {
  if (when === undefined) {
    return true;
  }
  const value = valueAt(inputs, when.input);
  return value !== undefined && String(value).startsWith(when.starts ?? "");
}

function valueAt(inputs: Properties, place: string): PropertyValue | undefined {
  return place
    .split(".")
    .reduce<PropertyValue | undefined>(
      (value, name) => (typeof value === "object" && value !== null && !Array.isArray(value) ? value[name] : undefined),
      inputs,
    );
}

interface Case {
  readonly each: FleetResource;
  readonly zone: Zone;
  readonly given: Given;
}

function judgeHandover({ host, of: input, when }: Handover, { each, zone, given }: Case): Said[] {
  const { fleet, schemas } = given;
  const place: Place = { at: "host", host };
  const judged = (holding: Holding) =>
    excused(judgePlace(place, zone, fleet), { from: each, place, holding, zone, schemas });
  if (input === undefined) {
    return [{ ...judged({}), input: when?.input ?? "type", kind: "egress" }];
  }
  return [each.inputs[input] ?? []].flat().map((name, index) => {
    const [named] = typeof name === "string" ? (fleet.named.get(name) ?? []) : [];
    const holding = named === undefined ? {} : holdingOf(named, fleet);
    return { ...judged(holding), input: `${input}[${index}]`, kind: "egress" };
  });
}
