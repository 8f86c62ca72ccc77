import { isBound } from "./verdict";
import { holdingOf } from "./data-class";
import { readGrants, type Grant } from "./documents";
import type { Fleet, FleetResource } from "./fleet";
import { inputTexts } from "./inputs";
import { DATA_CLASSES } from "../../facts/tag-schema";
import type { Properties, PropertyValue } from "../plan";

const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const ATTACHMENTS = ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "aws:iam/policyAttachment:PolicyAttachment"];
const TABLE = "aws:glue/catalogTable:CatalogTable";
const WORKGROUP = "aws:athena/workgroup:Workgroup";
/** Calls that read no record: of keys, which open nothing alone, of queries, of names. */
const READS_NO_RECORD =
  /^(kms:|athena:|glue:GetDatabase|s3:GetBucketLocation|s3:ListBucketMultipartUploads|sts:(Get|Tag|Set|Decode)|logs:Describe)/;
const ROLE = "aws:iam/role:Role";
const OBJECTS = /^arn:aws[a-z-]*:s3:::([^/]+)\/(.*?)\*?$/;

/**
 * Why a role of one zone may be taken on from another: its rights are all written beside it, and each reads only what holds no
 * data that a regime binds. Nothing where that is not so.
 */
export function readsOnlyUnbound(role: FleetResource, fleet: Fleet): string | undefined {
  return readsOnly(role, fleet, new Set());
}

/** Calls that carry nothing to what they name: of emptying a cache. */
const CARRIES_NOTHING = /^cloudfront:(Create|Get|List)Invalidations?$/;

/** Whether what a right allows carries nothing to what it names. */
export function carriesNothing({ actions }: Grant): boolean {
  return actions.every((action) => CARRIES_NOTHING.test(action));
}

/**
 * Whether nothing gets out by taking a role on that lies elsewhere: its rights are all written beside it and carry nothing to
 * what they name, and no policy of the fleet lets the role itself in.
 */
export function isDeadEnd(role: FleetResource, fleet: Fleet): boolean {
  const arn = role.resource.outputs["arn"];
  return (
    role.resource.type === ROLE &&
    typeof arn === "string" &&
    (grantsOf(role, fleet)?.every(carriesNothing) ?? false) &&
    !fleet.resources.some((each) => letsIn(each, arn))
  );
}

function letsIn({ resource }: FleetResource, arn: string): boolean {
  return inputTexts(resource).some(({ known, text }) => known?.kind === "trust" && text.includes(arn));
}

/** The rights of a role where all of them are written beside it, and can be read. */
function grantsOf(role: FleetResource, fleet: Fleet): readonly Grant[] | undefined {
  const roleNames = new Set(
    [role.resource.id, role.resource.outputs["name"]].filter((name) => typeof name === "string"),
  );
  const isOf = (each: FleetResource): boolean => {
    const named = each.inputs["role"] ?? each.inputs["roles"];
    return each.stack === role.stack && [named].flat().some((name) => typeof name === "string" && roleNames.has(name));
  };
  const others = fleet.resources.filter((each) => ATTACHMENTS.includes(each.resource.type) && isOf(each));
  const policies = fleet.resources.filter((each) => each.resource.type === ROLE_POLICY && isOf(each));
  const { managedPolicyArns, inlinePolicies } = role.inputs;
  if (others.length > 0 || policies.length === 0 || managedPolicyArns !== undefined || inlinePolicies !== undefined) {
    return undefined;
  }
  const grants = policies.map(({ inputs }) => readGrants(inputs["policy"]));
  return grants.every((each) => each !== undefined) ? grants.flat() : undefined;
}

/** @param taken roles by which this one is taken on: a circle of roles adds no rights */
function readsOnly(role: FleetResource, fleet: Fleet, taken: ReadonlySet<FleetResource>): string | undefined {
  const grants = grantsOf(role, fleet);
  if (grants === undefined) {
    return undefined;
  }
  const readable = readableBy(role, fleet);
  const onward = new Set([...taken, role]);
  const mayTake = (arn: string): boolean =>
    (fleet.named.get(arn) ?? []).some(
      (next) => next.resource.type === ROLE && (onward.has(next) || readsOnly(next, fleet, onward) !== undefined),
    );
  const isProven = grants.every((one) => isHarmless(one, readable, mayTake));
  const names = [...new Set(readable.tables.map(({ name }) => name))];
  return isProven ? `its rights read only ${names.length === 0 ? "names" : names.join(", ")}` : undefined;
}

/** What can be read without harm: tables of the catalogue without a bound column, and the results of queries on them. */
interface Readable {
  readonly tables: readonly { readonly name: string; readonly location: string; readonly arnEnd: string }[];
  readonly results: readonly string[];
  readonly unbound: ReadonlySet<string>;
}

function readableBy({ zone }: FleetResource, fleet: Fleet): Readable {
  const own = fleet.resources.filter((each) => each.zone === zone);
  const tables = own.filter(({ resource, inputs }) => resource.type === TABLE && isUnboundTable(inputs));
  return {
    tables: tables.map(({ inputs }) => ({
      name: String(inputs["name"]),
      location: String(record(inputs["storageDescriptor"])["location"]),
      arnEnd: `:table/${String(inputs["databaseName"])}/${String(inputs["name"])}`,
    })),
    results: own.flatMap(({ resource, inputs }) => (resource.type === WORKGROUP ? resultsOf(inputs) : [])),
    unbound: new Set(
      own
        .filter((each) => !isBound(holdingOf(each, fleet).dataClass))
        .flatMap(({ resource }) => (typeof resource.outputs["arn"] === "string" ? [resource.outputs["arn"]] : [])),
    ),
  };
}

/** Every column states a class, and none is bound. */
function isUnboundTable({ parameters, storageDescriptor }: Properties): boolean {
  const { columns } = record(storageDescriptor);
  const classes = (Array.isArray(columns) ? columns : []).map(
    (column) => record(record(column)["parameters"])["data-class"],
  );
  return [record(parameters)["data-class"], ...classes].every((said) => {
    const dataClass = DATA_CLASSES.find((one) => one === said);
    return dataClass !== undefined && !isBound(dataClass);
  });
}

function resultsOf({ configuration }: Properties): string[] {
  const { outputLocation } = record(record(configuration)["resultConfiguration"]);
  return typeof outputLocation === "string" ? [outputLocation] : [];
}

function isHarmless(
  { actions, resources, prefixes }: Grant,
  readable: Readable,
  mayTake: (role: string) => boolean,
): boolean {
  return actions.every((action) => {
    if (READS_NO_RECORD.test(action)) {
      return true;
    }
    if (action === "sts:AssumeRole") {
      return resources.every(mayTake);
    }
    return action === "s3:ListBucket"
      ? resources.every(
          (bucket) =>
            readable.unbound.has(bucket) ||
            (prefixes.length > 0 && prefixes.every((prefix) => isReadable(`${bucket}/${prefix}`, readable))),
        )
      : resources.every((resource) => isReadable(resource, readable));
  });
}

function isReadable(arn: string, { tables, results, unbound }: Readable): boolean {
  const objects = OBJECTS.exec(arn);
  if (objects === null) {
    return (
      unbound.has(arn) ||
      tables.some(({ arnEnd }) => arn.endsWith(arnEnd)) ||
      /:glue:.*:(catalog|database\/.*)$/.test(arn)
    );
  }
  const [, bucket = "", prefix = ""] = objects;
  if (unbound.has(arn.slice(0, arn.indexOf("/")))) {
    return true;
  }
  const place = `s3://${bucket}/${prefix}`;
  return [...tables.map(({ location }) => location), ...results].some((free) => free !== "" && place.startsWith(free));
}

function record(value: PropertyValue | undefined): Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
