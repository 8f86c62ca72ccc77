import { isAwsRegion, regionFacts } from "../../facts/regions";
import { isRegime, regimeOf } from "../../facts/residency";
import { DATA_CLASSES, type DataClass } from "../../facts/tag-schema";
import type { Fleet, FleetResource } from "./fleet";
import type { Place } from "./place";
import type { Processor, Zone } from "./zone";

/**
 * What is said of one way: data stay inside (`kept`), go out with a basis that is on record (`declared`), hold nothing that
 * a regime binds (`free`), go out (`leaves`), or nobody can say (`undecided`). The last two are findings.
 */
export type Verdict = "kept" | "declared" | "free" | "leaves" | "undecided";

/** A verdict, and why. */
export interface Judgement {
  readonly verdict: Verdict;
  /** Where the way leads: `eu-west-1`, `account 222222222222`, `hooks.example.com`. */
  readonly leadsTo: string;
  readonly because: string;
}

/** Whether a regime binds data of a class; a class that nobody states counts as bound. */
export function isBound(dataClass: DataClass | undefined): boolean {
  return dataClass === undefined || rankOf(dataClass) >= rankOf("personal");
}

/** Judges whether a place lies within a zone's walls. */
export function judgePlace(place: Place, from: Zone, fleet: Fleet): Judgement {
  switch (place.at) {
    case "here":
      return { verdict: "kept", leadsTo: "itself", because: "it is looked up where the resource itself lies" };
    case "region":
      return judgeRegion(place.region, place.account, { zone: from, fleet });
    case "account":
      return judgeAccount(place.account, from, fleet);
    case "resource":
      return judgeResource(place.resource, from, fleet);
    case "host":
      return judgeHost(place.host, from);
    case "everybody":
      return { verdict: "leaves", leadsTo: "everybody", because: "it lets everybody in, wherever they are" };
    case "unknown":
      return { verdict: "undecided", leadsTo: "nobody can say", because: place.why };
  }
}

/** Judges a region, and an account where one is named. */
export function judgeRegion(
  region: string,
  account: string | undefined,
  { zone, fleet }: { readonly zone: Zone; readonly fleet: Fleet },
): Judgement {
  if (!zone.regions.includes(region)) {
    return { verdict: "leaves", leadsTo: region, because: outside(region, zone) };
  }
  const owner = account === undefined ? undefined : judgeAccount(account, zone, fleet);
  return owner !== undefined && owner.verdict !== "kept"
    ? { ...owner, leadsTo: `${region} in ${owner.leadsTo}` }
    : { verdict: "kept", leadsTo: region, because: `${region} is a region of ${zone.name}` };
}

function outside(region: string, { name, regime, regions }: Zone): string {
  const lies = isAwsRegion(region) ? regionFacts(region).country : "a country unknown here";
  const rule = isRegime(regime) ? `; ${regime} wants ${regimeOf(regime).transfer}` : "";
  return `${region} (${lies}) is none of ${name}'s regions ${regions.join(", ")}${rule}`;
}

function judgeAccount(account: string, zone: Zone, { accounts }: Fleet): Judgement {
  const leadsTo = `account ${account}`;
  if (zone.accounts.includes(account)) {
    return { verdict: "kept", leadsTo, because: `it is an account of ${zone.name}` };
  }
  const others = (accounts.get(account) ?? []).map(({ name }) => name);
  const because = others.length > 0 ? `it belongs to ${others.join(", ")}` : `it is no account of ${zone.name}`;
  return { verdict: "leaves", leadsTo, because };
}

function judgeResource({ resource, zone, lies, account }: FleetResource, from: Zone, fleet: Fleet): Judgement {
  const named = `${resource.name} of ${zone?.name ?? "no partition"}`;
  if (zone !== from) {
    return { verdict: "leaves", leadsTo: named, because: `${named} lies outside ${from.name}` };
  }
  switch (lies.kind) {
    case "region":
      return {
        ...judgeRegion(lies.region, account, { zone: from, fleet }),
        leadsTo: `${resource.name} in ${lies.region}`,
      };
    case "global":
    case "none":
      return { verdict: "kept", leadsTo: named, because: `it is ${from.name}'s own` };
    case "unknown":
      return { verdict: "undecided", leadsTo: named, because: "its region is only known after pulumi up" };
  }
}

function judgeHost(host: string, zone: Zone): Judgement {
  if (zone.premises.some((own) => host === own || host.endsWith(`.${own}`))) {
    return { verdict: "kept", leadsTo: host, because: `it is in ${zone.name}'s own data centre` };
  }
  const processor = zone.processors.find((one) => coversHost(one.host, host));
  return processor === undefined
    ? { verdict: "leaves", leadsTo: host, because: `no processor of ${zone.name} is declared for it` }
    : judgeProcessor(processor, host, zone);
}

function judgeProcessor({ name, jurisdiction, basis }: Processor, host: string, { regime }: Zone): Judgement {
  const leadsTo = `${name} at ${host}`;
  const rules = isRegime(regime) ? regimeOf(regime) : undefined;
  if (rules !== undefined && rules.jurisdiction !== jurisdiction && rules.storage === "in-country") {
    return { verdict: "leaves", leadsTo, because: `${jurisdiction} is abroad, and ${regime} allows ${rules.transfer}` };
  }
  return { verdict: "declared", leadsTo, because: `processor in ${jurisdiction}: ${basis}` };
}

/** Whether a processor is declared for data of a class. */
export function coversClass(zone: Zone, host: string, dataClass: DataClass | undefined): boolean {
  const processor = zone.processors.find((one) => coversHost(one.host, host));
  return processor === undefined || rankOf(dataClass ?? "payment") <= rankOf(processor.dataClass);
}

function coversHost(declared: string, host: string): boolean {
  return declared.startsWith("*.") ? host.endsWith(declared.slice(1)) : host === declared;
}

function rankOf(dataClass: DataClass): number {
  return DATA_CLASSES.indexOf(dataClass);
}
