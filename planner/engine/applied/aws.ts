import { awsTypeFacts } from "../../../facts/aws-types";
import { awsDomainOf } from "../aws-domain";
import { ARN_FORMATS, ARN_IDS, ARN_SERVICES, ID_FORMATS, ID_PREFIXES } from "./aws-formats";
import { generatedNameOutput, physicalName } from "./aws-names";
import { AWS_SHAPES } from "./aws-shapes";
import { known, knownText, stableHex, stableUuid, type AppliedState, type AwsSubject, type Subject } from "./subject";

const NAME = "{name}";

/**
 * Computed outputs of an AWS resource: id, ARN, names, endpoints. Outputs whose value cannot be derived are left out,
 * and so stay unknown.
 */
export function appliedAws(subject: Subject): AppliedState {
  const named = nameAws(subject);
  const values = textOutputs(subject).map((output) => [output, valueOf(named, output)] as const);
  const tags = { tagsAll: subject.inputs["tags"] ?? {} };
  const names = generatedNameOutput(subject, named.physicalName);
  const outputs = { ...known(Object.fromEntries(values)), ...tags, ...names, ...AWS_SHAPES[subject.type]?.(named) };
  return { ...(named.id !== undefined && { id: named.id }), outputs };
}

/** Outputs that only the provider knows and that are text, among them the ARN of the few types that also take one. */
function textOutputs({ type, inputs }: Subject): readonly string[] {
  const { computed, filled } = awsTypeFacts(type) ?? {};
  const hasArn = filled?.string?.includes("arn") === true && inputs["arn"] === undefined;
  return [...(computed?.string ?? []), ...(hasArn ? ["arn"] : [])];
}

function nameAws(subject: Subject): AwsSubject {
  const { type, existingId, partition } = subject;
  const idIsArn = ARN_IDS.has(type);
  const name = physicalName(subject, !idIsArn && idFormat(subject) === NAME);
  const base = { ...subject, physicalName: name, domain: awsDomainOf(partition) };
  const ownId = existingId ?? fill(idFormat(subject), base, undefined);
  const arn = idIsArn && existingId !== undefined ? existingId : fill(arnFormat(subject), base, ownId);
  return { ...base, arn, id: idIsArn ? arn : ownId };
}

function idFormat({ type, urn }: Subject): string {
  const prefix = lookUp(ID_PREFIXES, type);
  return prefix === undefined ? (lookUp(ID_FORMATS, type) ?? NAME) : `${prefix}-${stableHex(urn, 17)}`;
}

function arnFormat(subject: Subject): string {
  const [, path = ""] = subject.type.split(":");
  const [module = "", resource = ""] = path.split("/");
  const last = idFormat(subject) === NAME ? NAME : "{id}";
  const general = `${lookUp(ARN_SERVICES, module) ?? module}:{region}:{account}:${resource}/${last}`;
  return `arn:${subject.partition}:${lookUp(ARN_FORMATS, subject.type) ?? general}`;
}

/** A format with everything filled in; `undefined` where a part of it is not known. */
function fill(format: string, subject: Omit<AwsSubject, "id" | "arn">, id: string | undefined): string | undefined {
  const { urn, inputs, account, domain, isGlobal } = subject;
  const own: Readonly<Record<string, string | undefined>> = {
    account,
    domain,
    id,
    name: subject.physicalName,
    region: subject.region ?? (isGlobal ? "" : undefined),
    uuid: stableUuid(urn),
    code: stableHex(urn, 13).toUpperCase(),
    zone: stableHex(urn, 20, "zone").toUpperCase(),
    issuer: knownText(inputs["url"])?.replace(/^https:\/\//, ""),
  };
  const valueFor = (key: string): string | undefined => (key in own ? own[key] : knownText(inputs[key]));
  const parts = format.split(/[{}]/).map((part, index) => (index % 2 === 0 ? part : valueFor(part)));
  return parts.includes(undefined) ? undefined : parts.join("");
}

function lookUp(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return table[key];
}

function valueOf(subject: AwsSubject, output: string): string | undefined {
  return STRING_OUTPUTS.find(({ matches }) => matches.test(output))?.value(subject, output);
}

interface StringOutput {
  readonly matches: RegExp;
  readonly value: (subject: AwsSubject, output: string) => string | undefined;
}

const STRING_OUTPUTS: readonly StringOutput[] = [
  { matches: /^arn$/, value: ({ arn }) => arn },
  { matches: /Arn$/, value: ({ arn }, output) => (arn === undefined ? undefined : `${arn}/${output}`) },
  { matches: /^(ownerId|accountId|awsAccountId|registryId|owner)$/, value: ({ account }) => account },
  { matches: /^(region|bucketRegion)$/, value: ({ region }) => region },
  { matches: /(zoneId|hostedZoneId)$/i, value: ({ urn }) => `Z${stableHex(urn, 20, "zone").toUpperCase()}` },
  { matches: /(endpoint|dnsName|domainName|publicDns|privateDns)$/i, value: hostName },
  { matches: /^uuid$/, value: ({ urn }) => stableUuid(urn) },
  { matches: /(Id|id|Identifier)$/, value: ({ urn }, output) => stableHex(urn, 17, output) },
];

function hostName({ physicalName: name, type, region, isGlobal, domain }: AwsSubject): string | undefined {
  const [, path = ""] = type.split(":");
  if (name === undefined || (region === undefined && !isGlobal)) {
    return undefined;
  }
  return [name, path.split("/")[0], region, domain].filter((part) => part !== undefined).join(".");
}
