import type { DataPath, PathKind } from "../../facts/data-paths";
import { isAwsRegion } from "../../facts/regions";
import { isUnknown, UNKNOWN } from "../plan";
import { narrowingValues, readGrants, readPolicy } from "./documents";
import type { Fleet, FleetResource } from "./fleet";
import type { InputText } from "./inputs";
import { HERE, type Place, unknownPlace } from "./place";
import { placesForProgram } from "./program-places";
import { carriesNothing } from "./rights";
import { accountPlace, arnPlace, bucketPlace, hostPlace, namedPlace, placesInText } from "./text-places";

/** A text of a resource that is a path, and the resource. */
export interface Step {
  readonly from: FleetResource;
  readonly found: InputText;
  readonly path: DataPath;
}

/** Ways whose names are not looked up where the resource itself lies: a stranger's can be written there. */
const ELSEWHERE: readonly PathKind[] = ["network", "replica", "edge"];
/** Rules whose names are those of buckets, which are unique in all of AWS. */
const BUCKETS: readonly string[] = ["bucket", "log-bucket", "file-location"];
const CANNED_PRIVATE = /^(private|bucket-owner-(full-control|read)|aws-exec-read|log-delivery-write)$/;

/** All places that one text leads to. A text that is, or holds, what only `pulumi up` knows leads where its dependencies lie. */
export function follow(step: Step, fleet: Fleet): Place[] {
  const { text } = step.found;
  if (text.includes(UNKNOWN)) {
    const named = isUnknown(text) ? [] : placesInText(text.replaceAll(UNKNOWN, "unknown"), fleet);
    return [...dependencies(step, fleet), ...named.filter(({ at }) => at === "region")];
  }
  switch (step.path.names ?? "resource") {
    case "region":
      return [regionPlace(text)];
    case "account":
      return [principalPlace(text, fleet)];
    case "address":
      return addressPlaces(step, fleet);
    case "document":
      return documentPlaces(step, fleet);
    case "model":
      return modelPlaces(text, fleet);
    case "resource":
      return resourcePlaces(step, fleet);
  }
}

function dependencies({ from, found }: Step, fleet: Fleet): Place[] {
  const urns = from.resource.propertyDependencies[found.input] ?? [];
  const known = urns.flatMap((urn) => fleet.byUrn.get(urn) ?? []);
  return known.length === 0
    ? [unknownPlace("it is only known after pulumi up")]
    : known.map((resource) => ({ at: "resource", resource }));
}

function regionPlace(text: string): Place {
  return isAwsRegion(text) ? { at: "region", region: text } : unknownPlace(`${text} is no region that is known`);
}

/** Profiles of Bedrock that answer in whichever region of a part of the world has room: `global.`, `us.`, `eu.`. */
const PROFILE = /(?:^|\/)(global|us|us-gov|eu|apac|jp|au|ca)\.[a-z0-9]+\./;

function modelPlaces(text: string, fleet: Fleet): Place[] {
  const [, profile] = PROFILE.exec(text) ?? [];
  return profile === undefined
    ? [HERE, ...placesInText(text, fleet)]
    : [unknownPlace(`the profile ${profile} answers in whichever of its regions has room`)];
}

function principalPlace(text: string, fleet: Fleet): Place {
  // Users of QuickSight are kept in one region of an account, wherever what they read lies.
  const [, account] = /^arn:[^:]+:quicksight:[^:]*:(\d{12}):/.exec(text) ?? [];
  if (account !== undefined) {
    return accountPlace(account);
  }
  if (text.startsWith("arn:")) {
    return /^arn:[^:]+:organizations:/.test(text)
      ? unknownPlace("accounts of all zones are in an organisation")
      : arnPlace(text, fleet);
  }
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(text) || text === "self") {
    return HERE;
  }
  return /^o-[a-z0-9]+/.test(text) ? unknownPlace("accounts of all zones are in an organisation") : accountPlace(text);
}

function addressPlaces({ from, found: { text } }: Step, fleet: Fleet): Place[] {
  const service = /^(?:com|cn\.com|eu)\.amazonaws\.(?:vpce\.)?([a-z0-9-]+)\.(\S+)$/.exec(text);
  if (service !== null) {
    const [, region = "", name = ""] = service;
    return name.startsWith("vpce-svc-") ? [{ at: "host", host: text }] : [regionOrHere(region)];
  }
  const said = placesInText(text, fleet);
  if (said.length > 0) {
    return said;
  }
  const hosts = text.split(/[,\s]+/).map((part) => part.replace(/^.*@/, "").replace(/:\d+$/, ""));
  return hosts.filter((host) => host !== "").map((host) => namedPlace(host, from, fleet) ?? hostPlace(host, fleet));
}

/** The endpoint of a service of AWS: in a region, or global as that of S3's multi-region access points. */
function regionOrHere(region: string): Place {
  return isAwsRegion(region) ? { at: "region", region } : HERE;
}

function documentPlaces({ from, found: { text }, path }: Step, fleet: Fleet): Place[] {
  if (path.rule === "canned-acl") {
    return [CANNED_PRIVATE.test(text) ? HERE : { at: "everybody" }];
  }
  if (path.kind === "rights") {
    return rightsPlaces(text, fleet);
  }
  const policy = path.kind === "trust" ? readPolicy(text) : { kind: "other" as const };
  if (policy.kind !== "policy") {
    const isBroken = policy.kind === "unreadable" && !text.startsWith("arn:") && text.includes("{");
    const places = placesForProgram(text, fleet);
    return isBroken ? [unknownPlace("it is no policy that can be read"), ...places] : places;
  }
  const admitted = policy.admitted.map(({ principal, narrowed }) =>
    principal === "*" && narrowed ? HERE : policyPrincipal(principal, from, fleet),
  );
  const values = narrowingValues(text);
  return [...admitted, ...values.flatMap((value) => narrowedTo(value, fleet))];
}

/** What rights let their holder act on; a star is everything of the own account. */
function rightsPlaces(text: string, fleet: Fleet): Place[] {
  const grants = readGrants(text);
  return grants === undefined
    ? [unknownPlace("it allows by saying what it does not")]
    : grants
        .filter((grant) => !carriesNothing(grant))
        .flatMap(({ resources }) => resources.flatMap((resource) => placesInText(resource, fleet)));
}

/** Accounts and ARNs that a condition lets in lead somewhere as well; networks are the account's own. */
function narrowedTo(value: string, fleet: Fleet): Place[] {
  return /^\d{12}$/.test(value) ? [accountPlace(value)] : placesInText(value, fleet);
}

/** Who comes in by a provider of identities is where that provider vouches for it: pods are where their cluster is. */
const ISSUER = /^arn:[^:]+:iam::\d{12}:oidc-provider\/([^/]+)/;

function policyPrincipal(principal: string, from: FleetResource, fleet: Fleet): Place {
  const issuer = ISSUER.exec(principal)?.[1];
  if (issuer !== undefined) {
    return hostPlace(issuer, fleet);
  }
  return namedPlace(principal, from, fleet) ?? principalPlace(principal, fleet);
}

function resourcePlaces({ from, found: { text }, path }: Step, fleet: Fleet): Place[] {
  const said = isAwsRegion(text) ? [regionPlace(text)] : placesInText(text, fleet);
  if (said.length > 0) {
    return said;
  }
  if (BUCKETS.includes(path.rule)) {
    return [namedPlace(text, from, fleet) ?? bucketPlace(text, fleet)];
  }
  const known = namedPlace(text, from, fleet);
  if (known !== undefined) {
    return [known];
  }
  return ELSEWHERE.includes(path.kind ?? "reference") ? [unknownPlace(`no plan has ${text}`)] : [HERE];
}
