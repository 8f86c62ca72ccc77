import type { Properties, PropertyValue } from "../plan";
import { classTag } from "./data-class";
import type { Said } from "./evidence";
import type { FleetResource } from "./fleet";
import { isBound } from "./verdict";
import type { Zone } from "./zone";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
/** CloudFront's managed policy that caches nothing: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/** Pages of persons are cached at no edge, unless they are served to the zone's own markets alone. */
export function judgeEdge(each: FleetResource, zone: Zone): Said[] {
  const { resource, inputs } = each;
  if (resource.type !== DISTRIBUTION) {
    return [];
  }
  const dataClass = classTag(each);
  const [kind, leadsTo] = ["edge", "edges all over the world"];
  if (!isBound(dataClass)) {
    return [{ verdict: "free", leadsTo, because: `its pages are ${dataClass ?? ""}`, input: "tags.data-class", kind }];
  }
  if (isServedAtHome(inputs, zone)) {
    return [
      {
        verdict: "kept",
        leadsTo: zone.markets.join(", "),
        because: "it serves the zone's markets alone",
        input: "restrictions",
        kind,
      },
    ];
  }
  return behaviours(inputs).map(([input, behaviour]) =>
    cachesNothing(behaviour)
      ? { verdict: "kept", leadsTo, because: "it passes on, and keeps nothing", input, kind }
      : { verdict: "leaves", leadsTo, because: "pages of persons are kept at edges abroad", input, kind },
  );
}

function behaviours(inputs: Properties): (readonly [string, Properties])[] {
  const ordered = inputs["orderedCacheBehaviors"];
  return [
    ["defaultCacheBehavior", record(inputs["defaultCacheBehavior"])],
    ...(Array.isArray(ordered) ? ordered : []).map(
      (one, index) => [`orderedCacheBehaviors[${index}]`, record(one)] as const,
    ),
  ];
}

function cachesNothing({ cachePolicyId, maxTtl }: Properties): boolean {
  return cachePolicyId === CACHING_DISABLED || (cachePolicyId === undefined && maxTtl === 0);
}

function isServedAtHome({ restrictions }: Properties, { markets }: Zone): boolean {
  const { restrictionType, locations } = record(record(restrictions)["geoRestriction"]);
  const places = Array.isArray(locations) ? locations : [];
  return (
    restrictionType === "whitelist" &&
    places.length > 0 &&
    places.every((place) => markets.some((market) => market === place))
  );
}

function record(value: PropertyValue | undefined): Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
