import { awsTypeFacts } from "../../facts/aws-types";
import { tagShapeOf } from "../../facts/aws-type-lists";
import { holderKindOf } from "../../facts/data-holders";
import { isRegime, regimeOf } from "../../facts/residency";
import { classTag } from "./data-class";
import type { Said } from "./evidence";
import type { Fleet, FleetResource } from "./fleet";
import { isBound, judgeRegion } from "./verdict";
import type { Zone } from "./zone";

/** What is said of a resource of a zone whatever its inputs lead to: where it lies, what it holds, how long, for whom. */
export function judgeStanding(each: FleetResource, zone: Zone, fleet: Fleet): Said[] {
  return [
    ...judgeLying(each, zone, fleet),
    ...judgeType(each),
    ...judgeClass(each, zone),
    ...judgeRetention(each, zone),
  ];
}

/** A resource lies in a region and an account of its zone. What has no region is served, or holds for the account. */
function judgeLying({ lies, account, resource, inputs }: FleetResource, zone: Zone, fleet: Fleet): Said[] {
  const input = typeof inputs["region"] === "string" ? "region" : "region of the provider";
  const kind = "place";
  switch (lies.kind) {
    case "region":
      return [{ ...judgeRegion(lies.region, account, { zone, fleet }), input, kind }];
    case "unknown":
      return [
        {
          verdict: "undecided",
          leadsTo: "nobody can say",
          because: "the region is only known after pulumi up",
          input,
          kind,
        },
      ];
    case "none":
      return resource.type.startsWith("aws:")
        ? [
            {
              verdict: "undecided",
              leadsTo: "nobody can say",
              because: "neither it nor its provider names a region",
              input,
              kind,
            },
          ]
        : [];
    case "global":
      return [];
  }
}

/** Packages whose resources hold no data, or whose ways are looked at by the names in their text. */
const KNOWN_PACKAGES: readonly string[] = ["aws", "kubernetes", "pulumi", "random", "tls"];

/** A type that the classification does not have has ways that nobody looked at; so has every type of another provider. */
export function judgeType({ resource: { type } }: FleetResource): Said[] {
  const nowhere = { verdict: "undecided", leadsTo: "nobody can say", input: "type", kind: "class" } as const;
  const [name = ""] = type.split(":");
  if (!KNOWN_PACKAGES.includes(name)) {
    return [{ ...nowhere, because: `inputs of the provider ${name} are not classified` }];
  }
  return type.startsWith("aws:") && awsTypeFacts(type) === undefined
    ? [{ ...nowhere, because: "its type is newer than the classification of its inputs" }]
    : [];
}

/** What holds data says of which class, and a zone whose personal data stay on premises holds none of them. */
function judgeClass(each: FleetResource, zone: Zone): Said[] {
  const { type } = each.resource;
  if (holderKindOf(type) === undefined) {
    return [];
  }
  const [input, kind] = ["tags.data-class", "class"];
  const dataClass = classTag(each);
  if (dataClass === undefined && tagShapeOf(type) !== undefined) {
    const got = each.tags["data-class"];
    const because = got === undefined ? "it holds data, and has no data-class" : `${got} is no class of data`;
    return [{ verdict: "undecided", leadsTo: "nobody can say", because, input, kind }];
  }
  const isAbroad = zone.personalData === "on-premises" && isBound(dataClass) && holderKindOf(type) !== "key";
  return isAbroad
    ? [
        {
          verdict: "leaves",
          leadsTo: "AWS",
          because: `data of class ${dataClass ?? "unknown"} stay in ${zone.name}'s data centre on premises`,
          input,
          kind,
        },
      ]
    : [];
}

/** Logs are kept as long as the regime wants. */
function judgeRetention({ resource: { type }, inputs }: FleetResource, { regime }: Zone): Said[] {
  const least = isRegime(regime) ? regimeOf(regime).minimumLogDays : undefined;
  const days = inputs["retentionInDays"];
  if (type !== "aws:cloudwatch/logGroup:LogGroup" || least === undefined || days === undefined || days === 0) {
    return [];
  }
  const [input, kind, leadsTo] = ["retentionInDays", "retention", `${String(days)} days`];
  if (typeof days !== "number") {
    return [{ verdict: "undecided", leadsTo, because: "the days are only known after pulumi up", input, kind }];
  }
  return days >= least
    ? [{ verdict: "kept", leadsTo, because: `${regime} wants ${least} days at least`, input, kind }]
    : [
        {
          verdict: "leaves",
          leadsTo: "nowhere",
          because: `logs are gone after ${days} days, and ${regime} wants ${least}`,
          input,
          kind,
        },
      ];
}
