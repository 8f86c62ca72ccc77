import { replacementSource } from "../../facts/force-new";
import type { PlannedResource } from "../plan";
import { compareProperties, type Comparison, type PropertyChange } from "./property-diff";
import { covers, reachesInto, readPath } from "./property-path";
import type { Pair, ReplaceReason } from "./resource-change";

const PROVIDER = "pulumi:providers:";
/** Providers whose inputs hold JSON as text, and who do not care how it is laid out. */
const JSON_INPUTS = ["aws:", PROVIDER];

/** Compares the inputs of a resource in both plans, as far as its options want it. */
export function compareInputs({ before, after }: Pair): Comparison {
  const comparison = compareProperties(before.inputs, after.inputs, {
    ignored: (after.options.ignoreChanges ?? []).map(readPath),
    json: JSON_INPUTS.some((prefix) => after.type.startsWith(prefix)),
  });
  // To name the region where it lies already changes nothing; where it leads elsewhere, the resource moves as a whole.
  const changes = comparison.changes.filter(({ path }) => path !== "region" || !isRegionalInput({ before, after }));
  return { changes, undetermined: comparison.undetermined };
}

function isRegionalInput({ before, after }: Pair): boolean {
  return after.type.startsWith("aws:") && before.region !== undefined && before.region === after.region;
}

/** The reasons that lie in the resource itself to replace it. */
export function ownReasons(pair: Pair, changes: readonly PropertyChange[]): ReplaceReason[] {
  const { before, after } = pair;
  if (after.kind === "component" || after.kind === "read") {
    return [];
  }
  return [
    ...(before.type === after.type || after.kind === "provider"
      ? []
      : [{ because: "type", before: before.type, after: after.type } as const]),
    ...regionReason(pair),
    ...changes.flatMap((change) => inputReason(after, change)),
  ];
}

function regionReason({ before, after }: Pair): ReplaceReason[] {
  return before.region === undefined || after.region === undefined || before.region === after.region
    ? []
    : [{ because: "region", before: before.region, after: after.region }];
}

/** Why a change replaces a resource; nothing where it is made in place. */
export function inputReason(resource: PlannedResource, change: PropertyChange): ReplaceReason[] {
  const wanted = (resource.options.replaceOnChanges ?? []).map(readPath);
  if (wanted.some((pattern) => covers(pattern, change.steps) || reachesInto(pattern, change.steps))) {
    return [{ because: "replaceOnChanges", path: change.path }];
  }
  const isMoved = change.path === "region" && resource.type.startsWith("aws:");
  const source = isMoved
    ? undefined
    : change.names.map((names) => replacementSource(resource.type, names)).find((found) => found !== undefined);
  return source === undefined ? [] : [{ because: "input", path: change.path, source }];
}

/** Providers of the two plans. */
export interface Providers {
  readonly before: ReadonlyMap<string, PlannedResource>;
  readonly after: ReadonlyMap<string, PlannedResource>;
  /** The earlier resource of each later one. */
  readonly earlier: ReadonlyMap<string, PlannedResource>;
}

/** Whether the provider of a resource now manages something else. */
export function providerReason({ before, after }: Pair, providers: Providers): ReplaceReason[] {
  const [former, later] = [providers.before.get(before.provider ?? ""), providers.after.get(after.provider ?? "")];
  if (former === undefined || later === undefined || bothDefault(former, later)) {
    return [];
  }
  const changes = compareInputs({ before: former, after: later }).changes;
  const replaced = changes.some((change) => inputReason(later, change).length > 0);
  return replaced ? [{ because: "provider", urn: later.urn }] : [];
}

/** The engine exchanges one default provider for another without a word; the region is looked at on its own. */
function bothDefault(former: PlannedResource, later: PlannedResource): boolean {
  return [former, later].every(({ name }) => isDefaultProvider(name));
}

/** Whether a provider of this name is one that the engine made by itself. */
export function isDefaultProvider(name: string): boolean {
  return name === "default" || name.startsWith("default_");
}
