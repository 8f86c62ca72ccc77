import { isAwsRegion } from "../../facts/regions";
import type { Fleet, FleetResource } from "./fleet";
import { HERE, type Place, unknownPlace } from "./place";

/** ARNs in a text: partition, service, region, account and the rest. */
const ARN = /\barn:(aws[a-z-]*):([a-z0-9-]*):([a-z0-9-]*):(\d{12}|aws|\*)?:([^\s"',\\}\]]+)/g;
const URL_HOST = /\b[a-z][a-z0-9+.-]*:\/\/(?:[^\s/"'@]*@)?(\[[0-9a-f:]+\]|[^\s/:"',\\?#}\]]+)/gi;
/** What a step or a schedule calls, such as `arn:aws:states:::http:invoke`, is a verb: where it leads is said beside it. */
const INTEGRATION = /^arn:[^:]+:(states|scheduler):::/;
const S3_URI = /\bs3a?:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/g;
const AWS_HOST =
  /\b(?:[a-z0-9*_-]+\.)*(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|api\.aws|on\.aws|awsapps\.com)(?![\w.-])/g;
const HOST_PORT = /\b((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}):\d{2,5}\b/gi;
const BUCKET = /^aws:s3\/(bucket|bucketV2|directoryBucket):/;
/** A host and nothing else; what ends as a file or as a size of an instance does is none. */
const BARE_HOST =
  /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?!(?:json|ya?ml|js|mjs|cjs|ts|py|sh|sql|zip|jar|txt|csv|xml|conf|cfg|pem|crt|key|html?|handler|parquet|lambda_handler|nano|micro|small|medium|x?large|metal)$)[a-z]{2,24}$/i;
/** The name of a class of Java, which looks like a host but for its last word. */
const CLASS_NAME = /^[a-z][\w.]*\.[A-Z]\w*$/;
const AWS_DOMAIN = /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|api\.aws|on\.aws)$/;
const REGION_IN_HOST = /(?:^|[.-])((?:[a-z]{2}|eusc)(?:-[a-z]+){1,2}-\d)(?=[.-]|$)/g;
const PRIVATE_ADDRESS =
  /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[?(?:::1|f[cd][0-9a-f]{2}:))/i;
/** Names that no public name server answers; no top-level domain has a dash, and namespaces of clusters often do. */
const PRIVATE_NAME = /(?:^|\.)(?:localhost|local|internal|svc|localdomain|(?!xn--)[a-z0-9]+(?:-[a-z0-9]+)+)$/;

/** Places of everything that a text names in full: ARNs, addresses, hosts of AWS. Empty where it names nothing. */
export function placesInText(text: string, fleet: Fleet): Place[] {
  const arns = [...text.matchAll(ARN)].map(([whole]) => arnPlace(whole, fleet));
  const buckets = [...text.matchAll(S3_URI)].map(([, name = ""]) => bucketPlace(name, fleet));
  const urls = [...text.matchAll(URL_HOST)]
    .filter(([whole]) => !/^s3a?:/.test(whole))
    .map(([whole, host = ""]) => urlPlace(whole, host, fleet));
  const ports = [...text.matchAll(HOST_PORT)].map(([, host = ""]) => hostPlace(host, fleet));
  const aws = [...text.matchAll(AWS_HOST)].map(([host]) => hostPlace(host, fleet));
  const bare = BARE_HOST.test(text) && !CLASS_NAME.test(text) ? [hostPlace(text, fleet)] : [];
  return uniquePlaces([...bare, ...arns, ...buckets, ...urls, ...ports, ...aws]);
}

/** Place of an ARN. Where it names neither region nor account, the fleet is asked for it. */
export function arnPlace(arn: string, fleet: Fleet): Place {
  const [resource] = fleet.named.get(arn) ?? fleet.named.get(arn.replace(/(:\*|\/\*)$/, "")) ?? [];
  if (resource !== undefined) {
    return { at: "resource", resource };
  }
  const [, , service, region = "", account = "", name = ""] = arn.split(":");
  if (service === "s3") {
    return bucketPlace(name.replace(/\/.*$/, ""), fleet);
  }
  return INTEGRATION.test(arn) ? HERE : regionalPlace(region, account);
}

function regionalPlace(region: string, account: string): Place {
  if (isAwsRegion(region)) {
    return { at: "region", region, ...(/^\d{12}$/.test(account) && { account }) };
  }
  if (region !== "" && region !== "*") {
    return unknownPlace(`${region} is no region that is known`);
  }
  return account === "aws" ? HERE : accountPlace(account);
}

/** Place of an account, whatever names it. */
export function accountPlace(account: string): Place {
  if (account === "*" || account === "all") {
    return { at: "everybody" };
  }
  return /^\d{12}$/.test(account) ? { at: "account", account } : unknownPlace("it names no account");
}

/** Place of a bucket, whose name is unique in all of AWS and says nothing of where it lies. */
export function bucketPlace(name: string, fleet: Fleet): Place {
  if (name === "*") {
    return HERE;
  }
  const bucket = knownBucket(name, fleet);
  return bucket === undefined ? unknownPlace(`no plan has the bucket ${name}`) : { at: "resource", resource: bucket };
}

/** The fleet's bucket of a name, or the first whose name starts as one that ends in a star. */
export function knownBucket(name: string, fleet: Fleet): FleetResource | undefined {
  const pattern = name.endsWith("*") ? name.slice(0, -1) : undefined;
  const known =
    pattern === undefined
      ? fleet.named.get(name)
      : [...fleet.named].filter(([key]) => key.startsWith(pattern)).flatMap(([, found]) => found);
  return known?.find(({ resource }) => BUCKET.test(resource.type));
}

function urlPlace(url: string, host: string, fleet: Fleet): Place {
  const [resource] = fleet.named.get(url) ?? [];
  return resource === undefined ? hostPlace(host, fleet) : { at: "resource", resource };
}

/** Place of a host. */
export function hostPlace(given: string, fleet: Fleet): Place {
  const host = given.toLowerCase().replace(/\.$/, "");
  const [known] = fleet.named.get(host) ?? [];
  if (known !== undefined) {
    return { at: "resource", resource: known };
  }
  if (AWS_DOMAIN.test(host)) {
    return awsHostPlace(host, fleet);
  }
  if (PRIVATE_ADDRESS.test(host) || PRIVATE_NAME.test(host) || !host.includes(".")) {
    return HERE;
  }
  if (fleet.namespaces.has(host.slice(host.lastIndexOf(".") + 1))) {
    return HERE;
  }
  return fleet.domains.some((domain) => host === domain || host.endsWith(`.${domain}`))
    ? ownHostPlace(host, fleet)
    : { at: "host", host };
}

/** A name of the fleet's own domains that has no record in any plan: a place can be in the name itself. */
function ownHostPlace(host: string, fleet: Fleet): Place {
  const labels = host.split(".");
  const region = labels.find(isAwsRegion);
  if (region !== undefined) {
    return { at: "region", region };
  }
  const zone = fleet.zones.find(({ name }) => labels.includes(name));
  const lying = zone === undefined ? undefined : fleet.resources.find((each) => each.zone === zone);
  return lying === undefined ? unknownPlace(`no plan has a record of ${host}`) : { at: "resource", resource: lying };
}

function awsHostPlace(host: string, fleet: Fleet): Place {
  const region = [...host.matchAll(REGION_IN_HOST)].map(([, found = ""]) => found).find(isAwsRegion);
  if (region !== undefined) {
    return { at: "region", region };
  }
  const bucket = /^([a-z0-9.-]+)\.s3[.-]/.exec(host)?.[1];
  return bucket === undefined ? unknownPlace(`${host} names no region`) : bucketPlace(bucket, fleet);
}

/** Place of a resource that is named by an id or a name alone, where such a name is looked up in one region only. */
export function namedPlace(name: string, from: FleetResource, fleet: Fleet): Place | undefined {
  const known = fleet.named.get(name) ?? [];
  const near = known.find((each) => each.zone === from.zone) ?? known[0];
  return near === undefined ? undefined : { at: "resource", resource: near };
}

/** Places without those that are said twice. */
export function uniquePlaces(places: readonly Place[]): Place[] {
  const seen = new Map(places.map((place) => [keyOf(place), place]));
  return [...seen.values()];
}

function keyOf(place: Place): string {
  return place.at === "resource" ? place.resource.resource.urn : JSON.stringify(place);
}
