import { awsTypeFacts } from "../../../facts/aws-types";
import { UNKNOWN, type Properties } from "../../plan";
import { packageOf } from "../urn";
import { ARN_FORMATS, ARN_IDS, ID_PREFIXES, NAME_INPUTS } from "./aws-formats";
import { AWS_SHAPES } from "./aws-shapes";
import { autoName, stableHex, type AppliedState, type AwsSubject, type Subject } from "./subject";

/**
 * Computed outputs of an AWS resource: id, ARN, names, endpoints. Outputs whose value cannot be derived are left out,
 * and so stay unknown.
 */
export function appliedAws(subject: Subject): AppliedState {
  const named = nameAws(subject);
  const { computed, filled } = awsTypeFacts(subject.type) ?? {};
  const arn = filled?.string?.includes("arn") === true && subject.inputs["arn"] === undefined ? ["arn"] : [];
  const values = [...(computed?.string ?? []), ...arn].map((output) => [output, valueOf(named, output)] as const);
  const outputs = Object.fromEntries(values.filter((entry): entry is [string, string] => entry[1] !== undefined));
  const tags = { tagsAll: subject.inputs["tags"] ?? {} };
  return { id: named.id, outputs: { ...outputs, ...tags, ...autoNamed(named), ...AWS_SHAPES[subject.type]?.(named) } };
}

function nameAws(subject: Subject): AwsSubject {
  const given = NAME_INPUTS.map((input) => subject.inputs[input]).find((value) => typeof value === "string");
  const physicalName = typeof given === "string" && given !== UNKNOWN ? given : autoName(subject);
  const ownId = idOf(subject, physicalName);
  const arn = arnOf(subject, physicalName, ownId);
  return { ...subject, physicalName, arn, id: ARN_IDS.has(subject.type) ? arn : ownId };
}

function idOf(subject: Subject, physicalName: string): string {
  const prefix = lookUp(ID_PREFIXES, subject.type);
  return prefix === undefined ? physicalName : `${prefix}-${stableHex(subject.urn, 17)}`;
}

function arnOf(subject: Subject, physicalName: string, id: string): string {
  const [, path = ""] = subject.type.split(":");
  const [service = "", resource = ""] = path.split("/");
  const general = `${service}:{region}:{account}:${resource}/{${id === physicalName ? "name" : "id"}}`;
  const filled = (lookUp(ARN_FORMATS, subject.type) ?? general)
    .replace("{region}", subject.region ?? "")
    .replace("{account}", subject.account)
    .replace("{name}", physicalName)
    .replace("{id}", id);
  return `arn:${subject.partition}:${filled}`;
}

function lookUp(table: Readonly<Record<string, string>>, type: string): string | undefined {
  return table[type];
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
  { matches: /Arn$/, value: ({ arn }, output) => `${arn}/${output}` },
  { matches: /^(ownerId|accountId|awsAccountId|registryId|owner)$/, value: ({ account }) => account },
  { matches: /^(region|bucketRegion)$/, value: ({ region }) => region },
  { matches: /(zoneId|hostedZoneId)$/i, value: ({ urn }) => `Z${stableHex(urn, 20, "zone").toUpperCase()}` },
  { matches: /(endpoint|dnsName|domainName|publicDns|privateDns)$/i, value: hostName },
  { matches: /(Id|id|Identifier)$/, value: ({ urn }, output) => stableHex(urn, 17, output) },
];

function hostName({ physicalName, type, region }: AwsSubject): string {
  const [, path = ""] = type.split(":");
  const service = path.split("/")[0] ?? packageOf(type);
  return [physicalName, service, region, "amazonaws.com"].filter((part) => part !== undefined).join(".");
}

/** Names that Pulumi generates: inputs the program left out and the provider fills. */
function autoNamed({ inputs, type, physicalName }: AwsSubject): Properties {
  const filled = awsTypeFacts(type)?.filled?.string ?? [];
  const names = NAME_INPUTS.filter((name) => filled.includes(name) && inputs[name] === undefined);
  return Object.fromEntries(names.slice(0, 1).map((name) => [name, physicalName]));
}
